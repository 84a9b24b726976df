# shellcheck shell=bash
# The lab needs root, and its hosts live in namespaces of their own.
in_lab() { as_root env PATH="$PATH" CI=true NO_COLOR=1 ITOM_LAB_NAME=ci "$@"; }

# The lab goes, and nothing of it stays.
lab_leaves_nothing() {
  in_lab tests/lab/lab down || return 1
  ! ip netns | grep -F itom-lab-ci && ! grep -F itom-lab-ci /proc/mounts && [ ! -e /var/lib/itom-lab-ci ]
}
