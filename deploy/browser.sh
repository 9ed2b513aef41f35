#!/usr/bin/env bash
# What the browser tests need from Debian: Chromium, a Chinese font, and a checker of HTML. Installed where it is missing.
set -eu
packages="chromium fonts-noto-cjk tidy"
is_there() { command -v chromium >/dev/null && command -v tidy >/dev/null; }
is_there && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "The browser tests need $packages. An administrator has to run:" >&2
  echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends $packages'" >&2
  exit 1
fi
echo "Installing $packages from Debian ..."
export DEBIAN_FRONTEND=noninteractive
install() { apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $packages >/dev/null; }
install || { apt-get -qq update && install; }
is_there
