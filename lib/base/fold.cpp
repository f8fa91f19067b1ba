#include "base/fold.hpp"

#include "base/text.hpp"

#include <boost/locale/conversion.hpp>
#include <boost/locale/generator.hpp>
#include <boost/locale/localization_backend.hpp>

#include <algorithm>
#include <locale>

namespace huzzah::base {

namespace {

/// Unicode's own rules, of no particular language.
std::locale make_rules() {
  auto backends = boost::locale::localization_backend_manager::global();
  backends.select("icu");
  boost::locale::generator make(backends);
  make.categories(boost::locale::category_t::convert);
  make.characters(boost::locale::char_facet_t::char_f);
  return make("en_US.UTF-8");
}

}  // namespace

std::string fold(std::string_view text) {
  auto const is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return to_lower(text);
  static std::locale const rules = make_rules();
  using boost::locale::norm_type;
  auto const apart = boost::locale::normalize(std::string(text), norm_type::norm_nfkd, rules);
  return boost::locale::normalize(boost::locale::fold_case(apart, rules), norm_type::norm_nfkc, rules);
}

std::string fold_name(std::string_view name) {
  auto folded = fold(name);
  std::erase_if(folded, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return folded;
}

}  // namespace huzzah::base
