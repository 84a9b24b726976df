# shellcheck shell=bash
# The lab's own SSH key and certificate authority; made anew with each lab.

make_ssh_keys() {
  mkdir -p "$folder/keys"
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$folder/keys/id_ed25519"
  ssh-keygen -q -t rsa -b 2048 -N '' -C lab-rsa -f "$folder/keys/id_rsa"
  cat "$folder"/keys/id_ed25519.pub "$folder"/keys/id_rsa.pub >"$folder/keys/authorized_keys"
}

make_authority() {
  mkdir -p "$folder/tls"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=lab CA" \
    -keyout "$folder/tls/ca.key" -out "$folder/tls/ca.pem" 2>/dev/null
}

# make_certificate FILE NAME ADDRESS DAYS: signed by the lab's CA; negative DAYS make an expired one.
make_certificate() {
  local file=$1 host=$2 address=$3 days=$4
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$host" \
    -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$folder/tls/ca.pem" -CAkey "$folder/tls/ca.key" -CAcreateserial -days "$days" \
    -extfile <(echo "subjectAltName=DNS:$host,IP:$address") -out "$file.pem" 2>/dev/null
}

make_self_signed() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$2" \
    -addext "subjectAltName=DNS:$2" -keyout "$1.key" -out "$1.pem" 2>/dev/null
}
