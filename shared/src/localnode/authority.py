"""An authority for tests, and a certificate it signed: encryption on one's own machine.

The authority's key is thrown away as soon as it has signed, so nothing else can ever be signed with it.
"""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY, CERTIFICATE, KEY = "authority.pem", "server.pem", "server.key.pem"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
VALID_FOR = timedelta(days=365)
SKEW = timedelta(minutes=5)


def make_test_tls(folder: Path, hosts: Sequence[str]) -> None:
    """Write the three files, readable by the owner alone; refuses to overwrite any."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (AUTHORITY, CERTIFICATE, KEY):
        if (folder / name).exists():
            raise FileExistsError(folder / name)
    signing, serving = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _authority(signing)
    certificate = _server(serving, tuple(dict.fromkeys((*LOCAL_HOSTS, *hosts))), signing, authority)
    pem = serialization.Encoding.PEM
    _write(folder / KEY, serving.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    _write(folder / CERTIFICATE, certificate.public_bytes(pem))
    _write(folder / AUTHORITY, authority.public_bytes(pem))


def _authority(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = _name("Local node: authority for tests")
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        _unsigned(name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _server(
    key: ec.EllipticCurvePrivateKey,
    hosts: Sequence[str],
    signing: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
) -> x509.Certificate:
    return (
        _unsigned(_name("Local node"), authority.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .sign(signing, hashes.SHA256())
    )


def _unsigned(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    # A certificate lives in real time; nothing that is recorded depends on it.
    now = datetime.now(UTC)  # noqa: TID251
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + VALID_FOR)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
