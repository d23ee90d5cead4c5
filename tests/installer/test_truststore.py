"""A keystore that Java itself reads."""

import os
import ssl
import subprocess
from pathlib import Path

from hub.installer.truststore import PASSWORD, java_keystore, machine_authorities
from hub.launcher.java import java_home


def _entries(store: Path) -> "subprocess.CompletedProcess[str]":
    # keytool is a class of every Java; some runtimes leave its command away.
    java = java_home(os.environ) / "bin" / "java"
    keytool = [java, "-m", "java.base/sun.security.tools.keytool.Main"]
    command = [*keytool, "-list", "-keystore", store, "-storepass", PASSWORD]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_java_reads_every_authority_of_the_machine(tmp_path: Path) -> None:
    authorities = machine_authorities(os.environ)
    store = tmp_path / "cacerts"
    store.write_bytes(java_keystore(authorities))
    listed = _entries(store)
    assert listed.returncode == 0, listed.stdout
    assert f"Your keystore contains {len(authorities)} entries" in listed.stdout


def test_java_notices_a_changed_keystore(tmp_path: Path) -> None:
    store = tmp_path / "cacerts"
    whole = java_keystore(machine_authorities(os.environ))
    store.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert _entries(store).returncode != 0


def test_a_machine_that_keeps_no_authorities_in_a_file_gives_none(tmp_path: Path) -> None:
    assert machine_authorities({"SSL_CERT_FILE": str(tmp_path / "absent")}) == []


def test_a_bundle_that_openssl_is_told_of_counts(tmp_path: Path) -> None:
    one = machine_authorities(os.environ)[:1]
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("".join(ssl.DER_cert_to_PEM_cert(each) for each in one))
    assert machine_authorities({"SSL_CERT_FILE": str(bundle)}) == one
