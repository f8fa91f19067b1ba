// What people say: as it stands in JSON and in Slack's mrkdwn.
#pragma once

#include <array>
#include <string_view>

namespace huzzah::bench {

/// Talk that thanks nobody.
inline constexpr std::array<std::string_view, 8> talk{
    "Morning all, the import job from last night went through without a hitch, all 1.2 million rows are in. "
    "Could somebody with access to the staging cluster have a look whether the nightly snapshot shows up "
    "there too? I would like to switch the reports over to it before lunch if nobody objects.",
    "I have moved the design review to 14:30 because half of the team is still in the other call; same room, "
    "same link. The agenda is in the document from last week, please add what you want to talk about.",
    "The flaky test is back: it fails about once in forty runs, always in the second half of the suite and "
    "only when the machine is busy. My guess is that we wait for the wrong event. I'll write it up, with the "
    "log from this morning, and will not merge anything into that part until we know more about it.",
    "Lunch at half past twelve? The new place around the corner has a decent soup, they say :stew:",
    "Release notes for 4.12 are ready to be read: <https://wiki.example/release/4.12|the page>. Mostly small "
    "things: the export has a progress bar now, dates follow the reader's time zone, and C++ builds take "
    "about a third less time than before. Tell me when something is missing or plainly wrong, thanks!",
    "Customer call went well. They like the direction but want to see the permissions sorted out first; I "
    "promised a proposal by Thursday. Who was it that drew the matrix of roles, and is it still up to date?",
    "Deploy of `billing` is done, error rate &lt; 0.1 %, p99 back at 180 ms. I keep an eye on it until four.",
    "Can we have a look at the numbers of last month together? Sign-ups are up 8 %, but fewer people than in "
    "March came back after their first week, and I don't understand why. There is a sheet with all of it in "
    "the shared folder; the third tab is the one to look at, the others are only where it comes from."};

/// What somebody is thanked for.
inline constexpr std::array<std::string_view, 6> reasons{
    "for finding out why the nightly import stopped",
    "for taking over the support shift yesterday #care",
    "for the patient review of the storage change #craft",
    "for the talk about the release process",
    "thanks for the coffee",
    "for asking the question that nobody else dared to ask #courage"};

}  // namespace huzzah::bench
