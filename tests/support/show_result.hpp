// Lets doctest show a result<T> when a check on it fails.
#pragma once

#include "base/error.hpp"

#include <doctest/doctest.h>

namespace doctest {

template <class T>
struct StringMaker<boost::system::result<T, huzzah::error>> {
  static String convert(boost::system::result<T, huzzah::error> const& shown) {
    return shown ? String("a value") : String(huzzah::to_string(shown.error()).c_str());
  }
};

}  // namespace doctest
