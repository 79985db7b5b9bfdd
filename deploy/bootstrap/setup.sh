#!/usr/bin/env bash
# setup.sh run|test: install what running (or testing too) needs, once.
# Debian packages come from deploy/apt-packages.txt, Python packages from deploy/requirements-*.txt with hashes.
# A stamp named after the content of those files makes the next call return at once.
set -euo pipefail
cd "$(dirname "$0")/../.."

purpose=${1:-}
[[ $purpose == run || $purpose == test ]] || { echo "usage: $0 run|test" >&2; exit 2; }
venv=${VENV:-.venv}
python=${PYTHON:-python3}
lock=deploy/requirements-$purpose.txt

say() { printf '\n==> %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 2; }

fingerprint() {
  { cat deploy/apt-packages.txt deploy/requirements-*.txt pyproject.toml "$0"; "$python" --version; pwd; } | sha256sum | cut -c1-16
}

packages() { # what this purpose needs: tests need what running needs, too
  local wanted=run
  [[ $purpose == test ]] && wanted='run|test'
  sed -nE "s/^($wanted): *([^ #]+).*/\2/p" deploy/apt-packages.txt
}

missing() {
  local name
  packages | while read -r name; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "These need root and there is no sudo: $*"; fi
}

install_debian_packages() {
  local names
  mapfile -t names < <(missing)
  [[ ${#names[@]} == 0 ]] && return
  command -v apt-get >/dev/null || die "Not a Debian system. Install by hand: ${names[*]}"
  say "Debian packages: ${names[*]}"
  as_root apt-get update
  # RUNLEVEL=1: services such as PostgreSQL are installed, not started; tests start their own
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "${names[@]}"
}

install_python_packages() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "Python 3.11 or newer is needed."
  if [[ ! -x $venv/bin/python ]]; then
    say "Python environment in $venv"
    "$python" -m venv "$venv" || die "Cannot make $venv. On Debian: apt-get install python3-venv"
  fi
  say "Python packages of $lock"
  "$venv/bin/python" -m pip install --no-input --disable-pip-version-check --require-hashes -r "$lock"
  say "Bianmin itself"
  "$venv/bin/python" -m pip install --no-input --disable-pip-version-check --no-deps --no-build-isolation -e .
}

key=$(fingerprint)
stamps=$venv/stamps
[[ -e $stamps/$purpose-$key || -e $stamps/test-$key ]] && exit 0 # whoever can test can run
install_debian_packages
install_python_packages
mkdir -p "$stamps"
find "$stamps" -type f ! -name "*-$key" -delete
touch "$stamps/$purpose-$key"
say "Ready."
