df -P -k
