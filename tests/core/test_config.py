"""What a start takes from its environment, and the sentence with which it refuses the rest."""

from pathlib import Path

import pytest

from kiosk.core import config
from kiosk.core.config import BadSetting, Settings, leads_nowhere


def in_english(refused):
    """The second half of a refusal; the first says the same in Chinese and names the variable too."""
    chinese, sentence = str(refused.value).split("。 ")
    assert sentence.split()[0] in chinese
    return sentence


def test_without_any_variable_a_start_has_all_it_needs():
    settings = Settings.from_env({})

    assert settings == Settings(
        instance=Path.cwd() / "instance",
        database_url=f"sqlite:///{Path.cwd()}/instance/kiosk.sqlite3",
        base_url="http://127.0.0.1:8000",
        host="127.0.0.1",
        port=8000,
        admin_password=None,
        load_sample=True,
        workers=2,
        threads=80,
    )


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("KIOSK_INSTANCE", "/srv/board", "instance", Path("/srv/board")),
        ("KIOSK_INSTANCE", "/srv/board", "database_url", "sqlite:////srv/board/kiosk.sqlite3"),
        ("KIOSK_INSTANCE", "/srv/board", "media_folder", Path("/srv/board/media")),
        (
            "DATABASE_URL",
            "postgresql+psycopg://k@db/k",
            "database_url",
            "postgresql+psycopg://k@db/k",
        ),
        ("DATABASE_URL", "sqlite:////srv/k.db", "database_url", "sqlite:////srv/k.db"),
        ("KIOSK_BASE_URL", "https://board.example/", "base_url", "https://board.example"),
        ("KIOSK_BASE_URL", "http://10.1.2.3:8000", "base_url", "http://10.1.2.3:8000"),
        ("KIOSK_ADMIN_PASSWORD", "eight888", "admin_password", "eight888"),
        ("KIOSK_SAMPLE", "off", "load_sample", False),
        ("KIOSK_SAMPLE", "ON", "load_sample", True),
        ("KIOSK_WORKERS", "16", "workers", 16),
        ("KIOSK_THREADS", "4000", "threads", 4000),
        ("KIOSK_TRUSTED_PROXIES", "2", "trusted_proxies", 2),
        ("KIOSK_BASE_URL", "http://10.1.2.3:8000", "base_url_is_given", True),
        ("PORT", "80", "base_url_is_given", False),
        ("HOST", "10.1.2.3", "host", "10.1.2.3"),
        ("HOST", "10.1.2.3", "base_url", "http://10.1.2.3:8000"),
        ("HOST", "fd00::1", "base_url", "http://[fd00::1]:8000"),
        ("PORT", "65535", "port", 65535),
        ("PORT", "80", "base_url", "http://127.0.0.1:80"),
    ],
)
def test_a_good_value_is_taken(name, value, field, expected):
    assert getattr(Settings.from_env({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "0", "PORT takes a whole number from 1 to 65535, not '0'."),
        ("PORT", "65536", "PORT takes a whole number from 1 to 65535, not '65536'."),
        ("PORT", "http", "PORT takes a whole number from 1 to 65535, not 'http'."),
        ("PORT", "-1", "PORT takes a whole number from 1 to 65535, not '-1'."),
        ("PORT", "８０", "PORT takes a whole number from 1 to 65535, not '８０'."),
        ("KIOSK_WORKERS", "0", "KIOSK_WORKERS takes a whole number from 1 to 16, not '0'."),
        ("KIOSK_WORKERS", "2.5", "KIOSK_WORKERS takes a whole number from 1 to 16, not '2.5'."),
        ("KIOSK_THREADS", "1", "KIOSK_THREADS takes a whole number from 2 to 4000, not '1'."),
        (
            "KIOSK_TRUSTED_PROXIES",
            "all",
            "KIOSK_TRUSTED_PROXIES takes a whole number from 0 to 5, not 'all'.",
        ),
        ("KIOSK_SAMPLE", "maybe", "KIOSK_SAMPLE takes on or off, not 'maybe'."),
        ("KIOSK_ADMIN_PASSWORD", "seven77", "KIOSK_ADMIN_PASSWORD needs at least 8 characters."),
        ("KIOSK_ADMIN_PASSWORD", "", "KIOSK_ADMIN_PASSWORD needs at least 8 characters."),
        (
            "DATABASE_URL",
            "mysql://root:secret@db/k",
            "DATABASE_URL starts with sqlite:/// or postgresql+psycopg://; yours does not.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_one_sentence_that_names_the_variable(name, value, sentence):
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({name: value})

    assert in_english(refused) == sentence


@pytest.mark.parametrize(
    "value",
    [
        "postgresql+psycopg://kiosk:secret@db:port/kiosk",
        "postgresql+psycopg://kiosk:secret@db:99999/kiosk",
        "postgresql+psycopg://kiosk:secret@[::1/kiosk",
        "postgresql+psycopg://kiosk:secret@db:/kiosk:5432:",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:////srv/secret\0.db",
    ],
)
def test_a_mistyped_database_address_is_refused_and_not_repeated(value):
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"DATABASE_URL": value})

    assert in_english(refused) == (
        "DATABASE_URL is mistyped: it looks like postgresql+psycopg://user:password@host:5432/name, "
        "or like sqlite:/// and a file's name."
    )
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "board.example",
        "ftp://board.example",
        "http://",
        "http://:8000",
        "http://board.example?a=1",
        "http://board.example#top",
        "http://[fd00::1",
        "http://board.example:99999",
        "http://board example",
        "http://ada@board.example",
        "http://ada:secret@board.example",
    ],
)
def test_an_address_no_phone_could_open_is_refused(value):
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"KIOSK_BASE_URL": value})

    assert in_english(refused) == (
        f"KIOSK_BASE_URL takes an address such as http://10.1.2.3:8000, not {value!r}."
    )


@pytest.mark.parametrize(
    "value", ["http://10.1.2.3/board", "http://10.1.2.3/board/", "http://x/a/b"]
)
def test_an_address_with_a_path_is_refused_because_nothing_answers_there(value):
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"KIOSK_BASE_URL": value})

    assert in_english(refused) == (
        f"KIOSK_BASE_URL ends with the host or its port, not with a path as in {value!r}: "
        "this program answers at the root of its address only."
    )


def test_an_empty_variable_counts_as_not_given():
    empty = dict.fromkeys(
        ["KIOSK_INSTANCE", "DATABASE_URL", "KIOSK_BASE_URL", "KIOSK_SAMPLE", "HOST", "PORT"], ""
    )

    assert Settings.from_env(empty) == Settings.from_env({})


def test_a_mistyped_variable_is_refused_and_named():
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"KIOSK_BASEURL": "http://10.1.2.3:8000", "PATH": "/bin"})

    assert in_english(refused) == (
        "KIOSK_BASEURL is not a setting of this program; see docs/operate.md."
    )


def test_what_others_or_our_tests_keep_in_the_environment_does_not_matter():
    with_more = {"PATH": "/bin", "LANG": "C", "KIOSK_TEST_DATABASE_URL": "postgresql://x"}

    assert Settings.from_env(with_more) == Settings.from_env({})


@pytest.mark.parametrize(
    ("own_address", "base_url", "nowhere"),
    [
        ("10.20.30.40", "http://10.20.30.40:8080", False),
        ("127.0.0.1", "http://127.0.0.1:8080", True),
    ],
)
def test_codes_name_the_address_at_which_phones_reach_the_server(
    monkeypatch, own_address, base_url, nowhere
):
    monkeypatch.setattr(config, "reachable_address", {"0.0.0.0": own_address}.get)  # noqa: S104 - not bound

    settings = Settings.from_env({"HOST": "0.0.0.0", "PORT": "8080"})  # noqa: S104 - ditto

    assert (settings.base_url, leads_nowhere(settings.base_url)) == (base_url, nowhere)


@pytest.mark.parametrize(
    ("address", "nowhere"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("http://10.1.2.3:8000", False),
        ("https://board.example", False),
    ],
)
def test_a_code_that_names_this_machine_itself_leads_nowhere(address, nowhere):
    assert leads_nowhere(Settings.from_env({"KIOSK_BASE_URL": address}).base_url) is nowhere


def test_an_address_too_long_for_a_code_on_a_wall_is_refused():
    longest = "http://255.255.255.255:65535"
    assert Settings.from_env({"KIOSK_BASE_URL": longest}).base_url == longest

    with pytest.raises(BadSetting, match="KIOSK_BASE_URL may have 28 characters"):
        Settings.from_env({"KIOSK_BASE_URL": "http://notices.liuquan.example"})
