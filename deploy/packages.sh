# shellcheck shell=bash
# What Huzzah needs from the system and how it gets there. The one list, for deploy/try and tests/run,
# which source this file and set `command_line` to what a person would type to go on.
# shellcheck disable=SC2034,SC2154

# Debian package | what it is | at least this version
build_needs=(
  'g++|a C++20 compiler, such as GCC|12'
  'cmake|CMake|3.25'
  'ninja-build|Ninja|1.10'
  'libboost1.81-dev|Boost, the headers|1.81'
  'libboost-locale1.81-dev|Boost.Locale over ICU|1.81'
  'libboost-url1.81-dev|Boost.URL|1.81'
  'libssl-dev|OpenSSL|3.0'
  'nlohmann-json3-dev|JSON for Modern C++ (nlohmann/json)|3.11'
  'libsqlite3-dev|SQLite|3.40'
  'libsqlitecpp-dev|SQLiteCpp|3.2'
  'libcli11-dev|CLI11|2.3'
  'libfmt-dev|fmt|9'
  'libspdlog-dev|spdlog|1.10'
  'libhowardhinnant-date-dev|date and tz by Howard Hinnant|3.0'
  'libical-dev|libical, for calendars of holidays|3.0'
  'libpango1.0-dev|Pango and Cairo, for the picture of a digest and for PDF|1.50'
  'libzip-dev|libzip, for exports of Slack|1.7'
  'libsimdjson-dev|simdjson, for the same|3.0'
  'libsystemd-dev|libsystemd, to tell systemd how it goes|240'
  'prometheus-cpp-dev|prometheus-cpp, for metrics|1.0'
  'pkg-config|pkg-config|'
  'fonts-dejavu-core|a font for both|'
  'fonts-noto-color-emoji|a font with emoji|'
  'tzdata|the time zone database|'
  'ca-certificates|certificates of the public authorities|'
)
test_needs=(
  'doctest-dev|doctest|2.4.9'
  'clang-format-14|clang-format, exactly|14'
  'clang-19|clang, for the fuzzers and checks|19'
  'clang-tidy-19|clang-tidy|19'
  'libclang-rt-19-dev|the sanitizers of clang|19'
  'nodejs|Node.js (an older one fetches itself a newer one from npm)|18'
  'npm|npm|9'
  'chromium|Chromium|120'
  'python3|Python|3.9'
  'curl|curl|'
  'openssl|the openssl program|3.0'
  'gettext|xgettext, which collects the catalog of what people read|0.21'
  'make|make, which compiles SQLite for Node.js|4'
  'procps|ps and its kin|'
  'systemd|systemd-analyze, which looks at the unit|252'
  'ccache|ccache (optional)|'
  'mold|mold (optional)|'
)
# With tests/run --all.
all_needs=('postgresql-15|PostgreSQL, which is asked whether it understands the statements|15')

# Sets `answer` to the packages of the given needs.
packages_of() {
  local need
  answer=()
  for need in "$@"; do answer+=("${need%%|*}"); done
}

# The version number of the Boost that is installed, as its own header has it (108100 is 1.81.0).
boost_version() {
  local header
  for header in /usr/local/include/boost/version.hpp /usr/include/boost/version.hpp; do
    [[ -r $header ]] && { awk '/^#define BOOST_VERSION /{print $3}' "$header"; return; }
  done
  echo 0
}

# has_boost NAME: whether the Boost that is installed has that library of it.
has_boost() {
  compgen -G "/usr/local/lib*/libboost_$1.*" >/dev/null || compgen -G "/usr/lib/*/libboost_$1.so" >/dev/null
}

# Sets `answer` to those of the packages that are not installed. Quick: it asks dpkg alone.
missing_packages() {
  local -A present=()
  local name status package
  while read -r name status; do
    [[ $status == installed ]] && present[${name%%:*}]=1
  done < <(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  answer=()
  for package in "$@"; do
    [[ -n ${present[$package]:-} ]] && continue
    [[ $package == libboost1.81-dev && $(boost_version) -ge 108100 ]] && continue
    [[ $package =~ ^libboost-([a-z]+)1 && $(boost_version) -ge 108100 ]] && has_boost "${BASH_REMATCH[1]}" && continue
    # Newer ones from elsewhere (NodeSource's nodejs has npm in it) serve as well.
    [[ $package == npm || $package == nodejs ]] && command -v "${package/nodejs/node}" >/dev/null && continue
    answer+=("$package")
  done
}

has_candidate() { [[ $(apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/{print $2}') != @('(none)'|'') ]]; }

# Sets `answer` to the packages by the names that they have here. Any Boost that is new enough will do:
# Debian 12 keeps one beside its default, later systems have a newer default.
names_on_this_system() {
  local package chosen=()
  for package in "$@"; do
    if [[ $package == libboost*1.81-dev ]] && ! has_candidate "$package"; then
      local version
      version=$(apt-cache policy libboost-dev 2>/dev/null | awk '/Candidate:/{print $2}')
      [[ -n $version ]] && dpkg --compare-versions "$version" ge 1.81 && package=${package/1.81/}
    fi
    chosen+=("$package")
  done
  answer=("${chosen[@]}")
}

# Says what is needed, for systems that we do not know our way around.
print_needs() {
  local need name what version
  printf '%s\n\n' "$1"
  shift
  printf '  %-52s %-9s %s\n' 'what' 'at least' 'in Debian 12'
  for need in "$@"; do
    IFS='|' read -r name what version <<<"$need"
    printf '  %-52s %-9s %s\n' "$what" "$version" "$name"
  done
  printf '\nWhen it is there, run:  %s --no-install\n' "$command_line"
}

# yes_or_no QUESTION: true for yes. Without a terminal the answer is no.
yes_or_no() {
  local reply
  [[ -t 0 && -z ${CI:-} ]] || return 1
  read -r -p "$1 [Y/n] " reply || return 1
  [[ -z $reply || $reply == [yYjJ]* ]]
}

# apt_get ARGS…: runs apt-get as root; its output is shown on a terminal, otherwise only if it fails.
apt_get() {
  local log
  export DEBIAN_FRONTEND=noninteractive
  local run=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q "$@")
  ((EUID == 0)) || run=(sudo "${run[@]}")
  if [[ -t 1 && -z ${CI:-} ]]; then
    "${run[@]}"
    return
  fi
  log=$(mktemp)
  if ! "${run[@]}" </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# install_needs YES NEEDS…: sees to it that everything is installed; YES is 1 when nobody is to be asked.
# Returns 1, having said why, when something is still missing.
install_needs() {
  local yes=$1 missing removed answer
  shift
  local needs=("$@")
  ((EUID == 0)) && yes=1
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    print_needs 'This is not a Debian-like system. Huzzah is built and tested with:' "${needs[@]}"
    return 1
  fi
  packages_of "${needs[@]}"
  missing_packages "${answer[@]}"
  missing=("${answer[@]}")
  ((${#missing[@]})) || return 0

  printf 'Missing from this machine (%d):\n' "${#missing[@]}"
  printf '%s ' "${missing[@]}" | fold -s -w 100 | sed 's/^/  /'
  echo
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    printf 'Please install them as root, then come back:\n  apt-get install %s\n' "${missing[*]}"
    return 1
  fi
  if ((!yes)) && ! yes_or_no "Install them with apt-get?"; then
    printf 'Nothing was installed. To do it yourself:\n  sudo apt-get install %s\nor let me:\n  %s --yes\n' \
      "${missing[*]}" "$command_line"
    return 1
  fi
  echo 'Reading the package lists …'
  apt_get update || { echo 'apt-get update failed; going on with the lists that are there.' >&2; }

  names_on_this_system "${missing[@]}"
  missing=("${answer[@]}")
  local package unknown=()
  for package in "${missing[@]}"; do has_candidate "$package" || unknown+=("$package"); done
  if ((${#unknown[@]})); then
    print_needs "This system has no package of the name: ${unknown[*]}. Huzzah is built and tested with:" \
      "${needs[@]}"
    return 1
  fi

  removed=$(apt-get -s install --no-install-recommends "${missing[@]}" 2>/dev/null |
    awk '/^Remv /{print $2}' | sort -u | tr '\n' ' ') || true
  if [[ -n $removed ]]; then
    printf 'Note: they cannot live beside these, which apt will REMOVE:\n  %s\n' "$removed"
    if ((!yes)) && ! yes_or_no 'Remove those?'; then
      echo 'Nothing was installed or removed.'
      return 1
    fi
  fi
  printf 'Installing %d packages …\n' "${#missing[@]}"
  apt_get install --no-install-recommends "${missing[@]}" || {
    echo 'apt-get could not install them; see above.' >&2
    return 1
  }
}
