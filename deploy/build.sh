# shellcheck shell=bash
# Building with progress, for deploy/try and tests/run, which source this file.

# True where a line may be drawn over again.
can_redraw() { [[ -t 1 && -z ${CI:-} && ${TERM:-dumb} != dumb ]]; }

# Copies standard input to the file LOG and shows how far the thing called TITLE has come: one line that is
# drawn over on a terminal, else a line for each fifth. It knows the percentages of ninja, ctest and our checks.
show_progress() {
  local title=$1 log=$2 line='' part='' percent=0 said=0 began=$SECONDS ended=0 state
  while ((!ended)); do
    if IFS= read -r -t 1 part; then
      line+=$part
      printf '%s\n' "$line" >>"$log"
      if [[ $line =~ ^\[\ *([0-9]+)%\] ]]; then
        percent=${BASH_REMATCH[1]}
      elif [[ $line =~ ^\ *([0-9]+)/([0-9]+)\ Test ]]; then
        percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
      fi
      line=''
    elif (($? > 128)); then
      line+=$part # nothing for a second, perhaps in the middle of a line
    else
      ended=1
      [[ -z $line$part ]] || printf '%s\n' "$line$part" >>"$log"
    fi
    if can_redraw; then
      printf -v state '%3d%%' "$percent"
      ((percent)) || state='    '
      printf '\r  %-44s %s %3d:%02d' "$title" "$state" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60))
    elif ((percent >= said + 20 && percent < 100)); then
      said=$((percent / 20 * 20))
      printf '  %s: %d%% after %d s\n' "$title" "$said" $((SECONDS - began))
    fi
  done
  # Wipes the line; what there is to say at the end the caller says.
  if can_redraw; then printf '\r%*s\r' 64 ''; fi
}

# with_progress TITLE LOG COMMAND…: runs the command with its output going to LOG; its exit code is ours.
with_progress() {
  local title=$1 log=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  "$@" </dev/null 2>&1 | show_progress "$title" "$log" || return "${PIPESTATUS[0]}"
}

# How many compilers at once: one for each core, but a heavy file wants 1.5 GB.
build_jobs() {
  local cores memory
  cores=$(nproc 2>/dev/null || echo 2)
  memory=$(awk '/^MemAvailable:/{print int($2 / 1500000)}' /proc/meminfo 2>/dev/null || echo "$cores")
  ((memory < 1)) && memory=1
  echo $((memory < cores ? memory : cores))
}

# configure PRESET FOLDER OPTIONS…: runs CMake unless that folder is configured and no older than the presets.
configure() {
  local preset=$1 folder=$2
  shift 2
  [[ $folder/build.ninja -nt CMakePresets.json ]] && return
  cmake --preset "$preset" -B "$folder" "$@"
}

# build FOLDER TARGETS…
build() {
  local folder=$1
  shift
  NINJA_STATUS='[%p] ' cmake --build "$folder" -j "$(build_jobs)" --target "$@"
}
