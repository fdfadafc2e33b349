"""Verifies receipt.json with keys.txt (and notice.txt); written from the documented format alone.
Needs Python and the openssl program. Exit status 1 if anything is wrong."""
import base64, hashlib, json, os, subprocess, sys, tempfile
sha256 = lambda *parts: hashlib.sha256(b"".join(parts)).digest()

def openssl(der, message, signature, *options):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("k", der), ("m", message), ("s", signature)):
            open(os.path.join(folder, name), "wb").write(content)
        command = "openssl pkeyutl -verify -pubin -keyform DER -rawin -inkey k -in m -sigfile s"
        command = command.split() + list(options)
        return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0

def ed25519(key, message, signature):
    return openssl(bytes.fromhex("302a300506032b6570032100") + key, message, signature)

def sm2(key, message, rs):
    numbers = [rs[:32].lstrip(b"\0"), rs[32:].lstrip(b"\0")]
    numbers = [b"\0" + n if n[0] & 0x80 else n for n in numbers]
    numbers = b"".join(bytes([2, len(n)]) + n for n in numbers)
    head = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
    return openssl(head + key, message, bytes([0x30, len(numbers)]) + numbers,
                   "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")

def root_from(fn, size, node, path):  # RFC 9162, 2.1.3.2
    sn = size - 1
    for sibling in path:
        assert sn != 0
        node = sha256(b"\1", sibling, node) if fn & 1 or fn == sn else sha256(b"\1", node, sibling)
        while fn == sn and not fn & 1 and fn:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    assert fn == sn == 0
    return node

receipt, unhex = json.load(open(sys.argv[1], encoding="utf-8")), bytes.fromhex
keys = [base64.b64decode(line.split("+", 2)[2]) for line in open(sys.argv[2]).read().split()]
trusted = {"ed25519": [key[1:] for key in keys if key[0] == 1],
           "sm2": [key[-65:] for key in keys if key[0] == 255]}
said, leaf = receipt["statement"], receipt["statement"]["leaf"]
canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
for one in receipt["signatures"]:
    key, check = unhex(one["key"]), {"ed25519": ed25519, "sm2": sm2}[one["algorithm"]]
    message = b"anshen-receipt-1\n" + canonical.encode()
    assert key in trusted[one["algorithm"]] and check(key, message, unhex(one["signature"])), one
node = sha256(b"\0", unhex(leaf["commitment"]), leaf["position"].to_bytes(4, "big"),
              leaf["recorded_us"].to_bytes(8, "big"), leaf["stream"].encode())
text, lines = receipt["proof"]["checkpoint"].rsplit("\n\n", 1)
origin, size, root = text.split("\n")[:3]
path = map(unhex, receipt["proof"]["path"])
assert root_from(leaf["index"], int(size), node, path) == base64.b64decode(root)
made = [base64.b64decode(line.split()[2])[4:] for line in lines.splitlines() if origin in line]
assert any(ed25519(key, text.encode() + b"\n", one) for key in trusted["ed25519"] for one in made)
if "opening" in receipt:
    salt, line = unhex(receipt["opening"]["salt"]), receipt["opening"]["line"]
    assert sha256(salt, line.encode()).hex() == leaf["commitment"]
if len(sys.argv) > 3:
    hashes = [unhex(text["sha256"]) for text in said["notice"]["texts"]]
    assert sha256(open(sys.argv[3], "rb").read()) in hashes
print("genuine", said["case"], said["entry"])
