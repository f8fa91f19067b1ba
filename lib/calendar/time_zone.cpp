#include "calendar/time_zone.hpp"

#include "base/catalog.hpp"
#include "base/text.hpp"

#include <date/tz.h>

#include <exception>
#include <vector>

namespace huzzah::calendar {

namespace {

using std::chrono::days;
using std::chrono::seconds;

/// The database names its zones once, when first asked (date guards that); each zone reads its own file
/// the first time it is used, also guarded.
date::tzdb const* zone_database() {
  try {
    return &date::get_tzdb();
  } catch (std::exception const&) {  // no zoneinfo on this machine
    return nullptr;
  }
}

error unknown_zone(std::string_view name, date::tzdb const& database) {
  std::vector<std::string_view> names;
  names.reserve(database.zones.size());
  for (auto const& zone : database.zones)
    names.emplace_back(zone.name());
  auto const nearest = name.size() > 60 ? std::string_view{} : base::nearest(name, names);
  auto const* const sentence =
      nearest.empty()
          ? base::translatable("no time zone is called \"{name}\"; use an IANA name such as Europe/Berlin")
          : base::translatable("no time zone is called \"{name}\"; did you mean {nearest}?");
  return {errc::not_found, base::translate(sentence, {{"name", name.substr(0, 60)}, {"nearest", nearest}})};
}

/// Our local times and date's are different types of the same meaning.
date::local_seconds to_date(std::chrono::local_seconds shown) {
  return date::local_seconds(shown.time_since_epoch());
}

}  // namespace

result<time_zone> time_zone::find(std::string_view iana_name) {
  if (iana_name == time_zone().name()) return time_zone();
  auto const* const database = zone_database();
  if (database == nullptr)
    return error(errc::io_failed,
                 base::translate("this machine has no time zone data; install the package tzdata"));
  try {
    auto const* const zone = date::locate_zone(iana_name);
    zone->get_info(date::sys_seconds{});  // reads the zone's file now: later calls have no way to fail
    return time_zone(zone);
  } catch (std::exception const&) {  // date says nothing more than that it isn't there
    return unknown_zone(iana_name, *database);
  }
}

std::string const& time_zone::name() const {
  static std::string const utc = "Etc/UTC";
  return zone_ == nullptr ? utc : zone_->name();
}

local_time time_zone::to_local(base::time_point moment) const {
  seconds offset{0};
  if (zone_ != nullptr) offset = zone_->get_info(std::chrono::floor<seconds>(moment)).offset;
  return local_time(moment.time_since_epoch() + offset);
}

base::time_point time_zone::to_utc(local_time shown) const {
  if (zone_ == nullptr) return base::time_point(shown.time_since_epoch());
  auto const info = zone_->get_info(to_date(std::chrono::floor<seconds>(shown)));
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return base::time_point(shown.time_since_epoch() - info.first.offset);
}

local_date time_zone::date_of(base::time_point moment) const {
  return std::chrono::floor<days>(to_local(moment));
}

base::time_point time_zone::start_of(local_date day) const {
  return to_utc(local_time(day));
}

}  // namespace huzzah::calendar
