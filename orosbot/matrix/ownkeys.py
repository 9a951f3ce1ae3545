"""This device's own public keys, in the form that the server wants: device keys, one-time keys, fallback key.

nio builds the first two, but generates anew after each failed upload, uploads nothing when the server has
none left, and knows no fallback key.
"""

from nio.crypto import Olm

ONE_TIME = "signed_curve25519"


def device_keys(olm: Olm) -> dict[str, object]:
    """The signed device keys, as `/keys/upload` takes them and `/keys/query` shows them."""
    keys = olm.account.identity_keys
    found: dict[str, object] = {
        "algorithms": list(olm._algorithms),
        "device_id": olm.device_id,
        "user_id": olm.user_id,
        "keys": {
            f"curve25519:{olm.device_id}": keys["curve25519"],
            f"ed25519:{olm.device_id}": keys["ed25519"],
        },
    }
    return _signed(olm, found)


def upload_body(olm: Olm, *, fallback: bool) -> dict[str, object]:
    """What `/keys/upload` must get now. Save the account before it is sent.

    Keys that an earlier upload may or may not have brought to the server are sent again unchanged: another
    key under a known id would be refused. `olm.uploaded_key_count` is the server's count, `None` unknown.
    """
    account = olm.account
    body: dict[str, object] = {}
    if not account.shared:
        body["device_keys"] = device_keys(olm)
    have = olm.uploaded_key_count if account.shared else 0
    if have is not None:
        missing = account.max_one_time_keys - have - len(account.one_time_keys["curve25519"])
        if missing > 0:
            account.generate_one_time_keys(missing)
    one_time = {
        f"{ONE_TIME}:{name}": _signed(olm, {"key": key})
        for name, key in account.one_time_keys["curve25519"].items()
    }
    if one_time:
        body["one_time_keys"] = one_time
    if fallback:
        body["fallback_keys"] = _fallback_keys(olm)
    return body


def _fallback_keys(olm: Olm) -> dict[str, object]:
    """The unpublished fallback key, made if there is none."""
    account = olm.account._account
    if not account.fallback_key:
        account.generate_fallback_key()
    return {
        f"{ONE_TIME}:{name}": _signed(olm, {"key": key.to_base64(), "fallback": True})
        for name, key in account.fallback_key.items()
    }


def _signed(olm: Olm, value: dict[str, object]) -> dict[str, object]:
    signature = olm.sign_json(dict(value))
    return {**value, "signatures": {olm.user_id: {f"ed25519:{olm.device_id}": signature}}}
