"""Checks a log without the program that made it: python3 check_log.py VKEY PROOF.json [LOG_URL]
Written from RFC 9162, RFC 8410 and C2SP signed-note, tlog-checkpoint and tlog-tiles alone."""
import base64, hashlib, json, os, subprocess, sys, tempfile, urllib.request

def verify(key, message, signature):                                  # Ed25519 by OpenSSL
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        spki = bytes.fromhex("302a300506032b6570032100") + key        # RFC 8410, 4
        for file, content in zip(files, (spki, message, signature)):
            open(file, "wb").write(content)
        subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER",
                        "-inkey", files[0], "-in", files[1], "-sigfile", files[2]],
                       check=True, capture_output=True)
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()
def checkpoint(note, vkey):                                           # signed-note, tlog-checkpoint
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    assert key[0] == 1 and sha(name.encode(), b"\n", key)[:4].hex() == key_id, "bad verifier key"
    text, lines = note.rsplit("\n\n", 1)
    lines = [line.split(" ") for line in lines.splitlines()]
    made = [base64.b64decode(line[2]) for line in lines if line[1] == name]
    verify(key[1:], (text + "\n").encode(), next(m for m in made if m[:4].hex() == key_id)[4:])
    origin, size, root = text.split("\n")[:3]
    assert origin == name, "another log"
    return int(size), base64.b64decode(root, validate=True)
def included(index, size, node, path, root):                          # RFC 9162, 2.1.3.2
    fn, sn = index, size - 1
    assert fn <= sn, "not in the log"
    for sibling in path:
        assert sn, "path too long"
        left = fn & 1 or fn == sn
        node = sha(b"\1", sibling, node) if left else sha(b"\1", node, sibling)
        while left and not fn & 1 and fn:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0 and node == root, "the path leads elsewhere"
def mth(leaves):                                                      # RFC 9162, 2.1.1
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", mth(leaves[:k]), mth(leaves[k:]))
def leaves(url, size):                                                # tlog-tiles
    for n in range(0, size, 256):
        digits = f"{n // 256:0{-(-len(str(n // 256)) // 3) * 3}d}"
        parts = [digits[i:i + 3] for i in range(0, len(digits), 3)]
        path = "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
        width = "" if n + 256 <= size else f".p/{size - n}"
        tile = urllib.request.urlopen(f"{url}/tile/0/{path}{width}").read()
        yield from (tile[i:i + 32] for i in range(0, len(tile), 32))

proof = json.load(open(sys.argv[2]))
size, root = checkpoint(proof["signed"]["checkpoint"], sys.argv[1])
leaf = sha(b"\0", bytes.fromhex(proof["data"]))
included(proof["index"], size, leaf, [bytes.fromhex(h) for h in proof["signed"]["path"]], root)
if sys.argv[3:]:
    note = urllib.request.urlopen(sys.argv[3] + "/checkpoint").read().decode()
    size, root = checkpoint(note, sys.argv[1])
    tree = list(leaves(sys.argv[3], size))
    assert len(tree) == size and mth(tree) == root and tree[proof["index"]] == leaf, "bad tiles"
print(f"entry {proof['index'] + 1} is in the log of {size}")
