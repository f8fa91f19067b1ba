// What people say in the tour.
#include "bot/sandbox/tour.hpp"

namespace huzzah::bot::sandbox {

std::vector<tour_step> const& tour_of_a_week() {
  using enum tour_step::kind;
  using namespace std::chrono_literals;
  constexpr auto morning = 9h + 5min;
  constexpr auto asked = 9h + 30min;
  constexpr auto answered = 10h + 15min;
  constexpr auto reminded = 14h;
  constexpr auto closed = 15h + 30min;
  static std::vector<tour_step> const week{
      {0, morning, say, "ada", "@bruno ++ for staying late to find the login bug #craft", ""},
      {0, asked, prompt, "", "", ""},
      {0, answered, answer, "bruno", "The login tests are green for the first time in a month", ""},
      {0, answered, answer, "chiara", "Scripted the invoice run: saves 2 hours a week", ""},
      {0, answered, cheer, "ada", "tada", "chiara"},
      {0, answered, cheer, "dev", "raised_hands", "chiara"},
      {0, reminded, pass, "", "", ""},
      {0, closed, close, "", "", ""},

      {1, morning, say, "emi", "kudos @dev @chiara for the calm hand-over on Friday night #teamwork", ""},
      {1, asked, prompt, "", "", ""},
      {1, answered, answer, "dev", "paired with @emi on the importer, 40 tickets closed", ""},
      {1, answered, answer, "bruno", "Wrote the page that everybody asks me for", ""},
      {1, answered, edit, "bruno", "Wrote the page that everybody asks me for: no more searching", ""},
      {1, answered, cheer, "emi", "clap", "dev"},
      {1, reminded, pass, "", "", ""},
      {1, closed, close, "", "", ""},

      {2, morning, say, "bruno", "@ada ++ for saying no to the rushed release #courage", ""},
      {2, asked, prompt, "", "", ""},
      {2, answered, answer, "ada", "Build time down by 30 %", ""},
      {2, answered, answer, "bruno", "Two support questions answered before lunch", ""},
      {2, answered, cheer, "bruno", "rocket", "ada"},
      {2, answered + 20min, win, "emi", "The Tokyo office has working badges again", ""},
      {2, reminded, pass, "", "", ""},
      {2, closed, close, "", "", ""},

      {3, morning, say, "chiara", "@finn ++ for the patient walk through the billing code #care", ""},
      {3, asked, prompt, "", "", ""},
      {3, answered, answer, "bruno", "Moved the last cron job to the scheduler", ""},
      {3, answered, answer, "chiara", "The customer from Turin renewed", ""},
      {3, answered, cheer, "ada", "tada", "chiara"},
      {3, answered, cheer, "emi", "tada", "chiara"},
      {3, reminded, pass, "", "", ""},
      {3, closed, close, "", "", ""},

      {4, morning, say, "dev", "kudos @crew for the quietest release we ever had #teamwork", ""},
      {4, asked, prompt, "", "", ""},
      {4, answered, answer, "bruno", "Nothing broke this week, and I know why", ""},
      {4, answered, answer, "ada", "Taught the new colleague how we deploy", ""},
      {4, answered, cheer, "chiara", "heart", "ada"},
      {4, reminded, pass, "", "", ""},
      {4, closed, close, "", "", ""},
      {4, 16h, digest, "", "", ""},
  };
  return week;
}

}  // namespace huzzah::bot::sandbox
