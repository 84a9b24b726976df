/** Services that belong to the system itself, and come and go with it; to check each is noise. */
export const ownServices =
  /^(?:systemd-|user@|user-runtime|getty@|serial-getty@|dbus|polkit|session-|packagekit|accounts-daemon|udisks|upower|rtkit|colord|fwupd|ModemManager|plymouth|snapd\.|bootmisc|hostname|hwclock|hwdrivers|keymaps|loopback|localmount|modules|mount-ro|procfs|root$|savecache|seedrng|sysctl|sysfs|syslog-boot|devfs|fsck|killprocs|binfmt|cgroups|dmesg|mdev|networking$|swap$|urandom|machine-id)/;
