# shellcheck shell=bash
# A Node.js that is new enough for the official clients, for tests/run, which sources this file.

# Puts one into PATH if the system's is too old: npm's package of Node.js, held against its checksum.
provide_node() {
  local architecture checksum package file found
  [[ $(node --version 2>/dev/null) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 20)) && return
  case $(uname -m) in
    x86_64)
      architecture=x64
      checksum=PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==
      ;;
    aarch64)
      architecture=arm64
      checksum=LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==
      ;;
    *) echo "Node.js 20 or newer is needed; this machine has $(node --version)." && return 1 ;;
  esac
  package=node-linux-$architecture
  local home=build/node/$package
  if [[ ! -x $home/package/bin/node ]]; then
    mkdir -p "$home"
    file=$home/$(npm pack --silent --pack-destination "$home" "$package@20.20.2") || return 1
    found=$(openssl dgst -sha512 -binary "$file" | openssl base64 -A)
    if [[ $found != "$checksum" ]]; then
      rm -f "$file"
      echo "npm's $package@20.20.2 is not what it was when it was chosen (sha512-$found); nothing of it was run."
      return 1
    fi
    tar -xzf "$file" -C "$home" && rm -f "$file" || return 1
  fi
  PATH=$PWD/$home/package/bin:$PATH
  echo "using Node.js $(node --version) from the npm registry"
}
