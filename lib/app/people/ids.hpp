// The numbers by which the tables know what the platform names with long ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace huzzah::store {}

namespace huzzah::store {
class connection;
}

namespace huzzah::people {

/// The number of a workspace, a channel, a person; nothing if it never occurred.
std::optional<std::int64_t> find_workspace(store::connection& on, std::string const& external);
std::optional<std::int64_t> find_place(store::connection& on, std::int64_t workspace,
                                       std::string const& external);
std::optional<std::int64_t> find_person(store::connection& on, std::int64_t workspace,
                                        std::string const& external);

/// The same; what never occurred gets a number now.
std::int64_t workspace_id(store::connection& on, std::string const& external);
std::int64_t place_id(store::connection& on, std::int64_t workspace, std::string const& external);
std::int64_t person_id(store::connection& on, std::int64_t workspace, std::string const& external);

}  // namespace huzzah::people
