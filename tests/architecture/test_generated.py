"""What is written by `make generated` is what the declarations say."""

from generated import differing


def test_every_generated_file_is_what_would_be_written_now():
    assert [] == [path.name for path in differing()]
