"""OpenSSL's own measure of Ed25519 and SM2 signatures on one core: openssl_sign.py SECONDS."""
import json
import re
import subprocess
import sys

command = ["openssl", "speed", "-seconds", sys.argv[1], "-mr", "ed25519", "sm2"]
told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
figures = {"name": "openssl", "n": 1}
# +F6:number:bits:name:signatures a second:verifications a second; F6 is EdDSA, F7 SM2.
for line in told.splitlines():
    found = re.match(r"\+F[678]:\d+:\d+:([^:]+):([\d.e+-]+):([\d.e+-]+)", line)
    if found:
        name = "sm2" if "SM2" in found[1] else "ed25519"
        if name == "sm2" or "25519" in found[1]:
            figures[name + "_sign"], figures[name + "_verify"] = float(found[2]), float(found[3])
print(json.dumps(figures))
