"""Large files in parts: nothing that arrived is sent twice, and nobody goes on with another's file."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.foundation.files import partials, services
from branddesk.foundation.files.tests import samples


def send(data, *, key, offset=0, size=None, owner="person:1", **more):
    return partials.append(
        owner=owner, key=key, offset=offset, size=len(data) if size is None else size, source=io.BytesIO(data), **more
    )


def finish(key, size, *, owner="person:1", name="film.mp4"):
    return partials.finish(owner=owner, key=key, size=size, name=name)


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_parts_become_the_whole_file(vault):
    key, data = uuid4(), samples.picture()

    first = send(data[:100], key=key, size=len(data))
    second = send(data[100:], key=key, offset=first, size=len(data))
    blob = services.store(finish(key, second))

    assert (first, second) == (100, len(data))
    assert blob.sha256 == hashlib.sha256(data).hexdigest()
    assert blob.content_type == "image/png"
    assert files_in(vault / "incoming") == []


def test_part_sent_twice_counts_once_and_tells_where_to_go_on(vault):
    key = uuid4()
    send(b"0123456789", key=key, size=20)

    again = send(b"0123456789", key=key, size=20)
    beyond = send(b"x", key=key, offset=15, size=20)
    send(b"abcdefghij", key=key, offset=again, size=20)

    assert again == beyond == 10
    assert finish(key, 20).read() == b"0123456789abcdefghij"


def test_part_that_breaks_off_keeps_what_arrived(vault):
    class Broken(io.BytesIO):
        def read(self, size=-1, /):
            data = super().read(4)
            if not data:
                raise OSError("connection reset")
            return data

    key = uuid4()
    with pytest.raises(OSError, match="reset"):
        partials.append(owner="person:1", key=key, offset=0, size=100, source=Broken(b"12345678"))

    assert send(b"", key=key, offset=0, size=100) == 8


def test_file_never_grows_beyond_the_size_it_named(vault):
    key = uuid4()

    assert send(b"x" * 50, key=key, size=10) == 10


def test_too_large_a_file_is_refused_before_its_first_byte(vault, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    with pytest.raises(services.TooLarge):
        send(b"x", key=uuid4(), size=1024 * 1024 + 1)

    assert not list(vault.rglob("*"))


@pytest.mark.parametrize("size", [5, 20])
def test_file_with_parts_missing_is_not_taken(vault, size):
    key = uuid4()
    send(b"0123456789", key=key, size=20)

    with pytest.raises(WrongStatus):
        finish(key, size)


def test_file_is_taken_once(vault):
    key = uuid4()
    send(b"0123456789", key=key)
    services.store(finish(key, 10))

    with pytest.raises(WrongStatus):
        finish(key, 10)


def test_nobody_reaches_another_s_parts_by_their_key(vault):
    key = uuid4()
    send(b"0123456789", key=key, owner="person:1")

    assert send(b"", key=key, size=10, owner="person:11") == 0
    with pytest.raises(WrongStatus):
        finish(key, 10, owner="person:2")


def test_request_that_still_reads_the_same_file_is_not_disturbed(vault):
    key = uuid4()
    send(b"01234", key=key, size=10)
    (path,) = files_in(vault / "incoming")
    with path.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        there = send(b"56789", key=key, offset=5, size=10)

    assert there == 5
    assert path.read_bytes() == b"01234"


def test_one_owner_has_only_so_many_files_on_their_way(vault):
    key = uuid4()
    send(b"1", key=key, size=2, most=2)
    send(b"1", key=uuid4(), size=2, most=2)

    with pytest.raises(partials.TooManyAtOnce):
        send(b"1", key=uuid4(), size=2, most=2)

    assert send(b"2", key=key, offset=1, size=2, most=2) == 2
    assert send(b"1", key=uuid4(), size=2, owner="person:2", most=2) == 1


def test_cancelled_file_is_gone(vault):
    key = uuid4()
    send(b"1", key=key, size=2)

    partials.discard(owner="person:1", key=key)
    partials.discard(owner="person:1", key=key)

    assert files_in(vault) == []


def test_parts_that_nobody_goes_on_with_are_swept(vault):
    send(b"1", key=uuid4(), size=2)
    (path,) = files_in(vault / "incoming")
    begun = (clock.now() - timedelta(hours=25)).timestamp()
    os.utime(path, (begun, begun))

    assert services.sweep_abandoned() == 1
