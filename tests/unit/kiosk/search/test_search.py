"""What a visitor types finds services of this hall, and says why."""

from __future__ import annotations

from dataclasses import replace

from kiosk.search.results import Field, Scope
from tests.unit.kiosk.search import shelves
from tests.unit.kiosk.search.shelves import found, ids, search_in, service

KTP = service("ktp", "KTP elektronik baru", "Dinas Kependudukan")
KK = service("kk", "Kartu Keluarga baru", "Dinas Kependudukan")
LOST = service("hilang", "Surat tanda lapor kehilangan", "Kepolisian Resor")
WORK = service("ak1", "Kartu pencari kerja (AK-1)", "Dinas Tenaga Kerja")
HALL = (KTP, KK, LOST, WORK)


def test_words_of_the_name_find_a_service() -> None:
    assert ids(search_in(HALL), "kartu keluarga")[0] == "kk"


def test_the_last_word_may_still_be_typed() -> None:
    search = search_in(HALL)

    assert [ids(search, "kartu keluarga"[:end])[0] for end in (7, 8, 10)] == ["kk"] * 3


def test_a_form_of_the_alias_table_finds_a_service_that_does_not_say_it() -> None:
    house = service("pbg", "Persetujuan Bangunan Gedung")
    hit = found(search_in([*HALL, house]), "imb").hits[0]

    assert hit.service_id == "pbg"
    assert [(mark.field, mark.text) for mark in hit.why] == [(Field.ALIAS, "imb")]


def test_a_word_of_another_tongue_marks_the_word_it_means() -> None:
    hit = found(search_in(HALL), "golek gawean").hits[0]

    assert [hit.why[0].text[begin:end] for begin, end in hit.why[0].places] == ["pencari", "kerja"]


def test_a_mistyped_word_is_read_as_the_word_it_resembles() -> None:
    results = found(search_in(HALL), "kehilngan ")

    assert results.hits[0].service_id == "hilang"
    assert results.read_as == (("kehilngan", "kehilangan"),)


def test_two_words_written_as_one_are_found() -> None:
    assert ids(search_in(HALL), "kartukeluarga ")[0] == "kk"


def test_a_spoken_form_is_found_by_its_root() -> None:
    pay = service("bayar", "Pembayaran pajak")

    assert ids(search_in([*HALL, pay]), "mbayari ") == ["bayar"]


def test_codes_are_found_however_they_are_written() -> None:
    search = search_in(HALL)

    assert [ids(search, text)[0] for text in ("ak1", "ak 1", "AK/1", "ak-1 ")] == ["ak1"] * 4


def test_two_errands_bring_the_best_of_each() -> None:
    assert set(ids(search_in(HALL), "ktp sama kartu keluarga")[:2]) == {"ktp", "kk"}


def test_a_name_with_a_joiner_in_it_is_one_errand() -> None:
    both = service("reklame", "Izin reklame dan papan nama")
    search = search_in([*HALL, both, service("papan", "Papan nama jalan")])

    assert ids(search, "izin reklame dan papan nama")[0] == "reklame"


def test_fillers_do_not_count_unless_nothing_else_is_said() -> None:
    search = search_in([*HALL, service("cara", "Cara mengurus izin")])

    assert ids(search, "saya mau bikin ktp")[0] == "ktp"
    assert ids(search, "cara")[0] == "cara"


def test_what_comes_with_a_service_does_not_name_it() -> None:
    parcel = service("akta", "Akta kematian (paket akta, KTP, KK)")

    assert ids(search_in([parcel, *HALL]), "ktp")[0] == "ktp"


def test_marks_show_the_words_that_matched() -> None:
    hit = found(search_in(HALL), "kartu kerja dinas").hits[0]

    marked = {mark.field: [mark.text[begin:end] for begin, end in mark.places] for mark in hit.why}
    assert marked[Field.NAME] == ["Kartu", "kerja"]
    assert marked[Field.AGENCY] == ["Dinas", "Kerja"]


def test_marks_stand_where_a_person_reads_them_whatever_the_letters() -> None:
    accented = service("e", "Éfin İzin ﬁskal KTP")
    mark = found(search_in([accented]), "ktp").hits[0].why[0]

    assert [mark.text[begin:end] for begin, end in mark.places] == ["KTP"]


def test_hits_say_whether_they_are_of_this_hall() -> None:
    far = service("far", "Paspor", home=False)
    search = search_in([*HALL, far])

    assert [hit.of_this_hall for hit in found(search, "ktp").hits] == [True]
    elsewhere = found(search, "paspor")
    assert elsewhere.scope is Scope.ALL
    assert [(hit.service_id, hit.of_this_hall) for hit in elsewhere.hits] == [("far", False)]


def test_this_halls_services_come_alone_where_they_answer() -> None:
    others = [service(f"far{n}", f"KTP elektronik baru {n}", home=False) for n in range(50)]
    results = found(search_in([*others, *HALL]), "ktp")

    assert results.scope is Scope.HALL
    assert [hit.service_id for hit in results.hits] == ["ktp"]


def test_in_a_large_catalog_without_a_hall_names_that_say_it_all_come_first() -> None:
    others = [service(f"x{n}", f"Surat keterangan {n} paspor", home=False) for n in range(2_000)]
    meant = service("meant", "Paspor anak", home=False)

    assert ids(search_in([*others, meant]), "paspor anak")[0] == "meant"


def test_the_same_service_of_many_regions_does_not_hide_others() -> None:
    same = [service(f"s{n}", "Paspor anak", home=False) for n in range(30)]
    other = service("other", "Rekomendasi paspor tenaga migran", home=False)

    assert ids(search_in([*same, other]), "paspor")[1] == "other"


def test_a_limit_is_kept() -> None:
    search = search_in([service(f"k{n}", f"Kartu {n}") for n in range(30)])
    results = search.find("kartu", limit=4)

    assert results is not None
    assert len(results.hits) == 4


def test_whoever_has_newer_text_stops_a_search() -> None:
    assert search_in(HALL).find("ktp", stale=lambda: True) is None


def test_a_search_stops_between_its_steps() -> None:
    asked: list[bool] = []

    def stale() -> bool:
        asked.append(True)
        return len(asked) > 1

    search = search_in(HALL)
    assert search.find("ktp", stale=stale) is None
    assert len(asked) == 2
    assert ids(search, "ktp") == ["ktp"]  # and the connection is as before


def test_equal_services_always_come_in_the_same_order() -> None:
    twins = [service(f"t{n}", "Izin kembar") for n in range(20)]

    assert ids(search_in(twins), "izin") == ids(search_in(reversed(twins)), "izin")


def test_own_aliases_of_a_record_are_found() -> None:
    own = replace(KTP, aliases=("selembar sakti", "!!!"))

    hit = found(search_in([own, KK]), "selembar sakti").hits[0]
    assert hit.service_id == "ktp"
    assert hit.why[0].text == "selembar sakti"


def test_subjects_and_descriptions_are_found() -> None:
    told = replace(KK, categories=("Menikah atau berpisah",), description="Untuk mempelai")

    search = search_in([KTP, told])
    assert ids(search, "berpisah") == ["kk"]
    assert ids(search, "mempelai") == ["kk"]


def test_the_sample_hall_answers_in_three_tongues() -> None:
    search = search_in(shelves.sample())

    assert ids(search, "bikin paspor anak")[0] == "imigrasi.paspor-anak"
    assert ids(search, "mbayar pajek montor")[0] == "samsat.pajak-tahunan"
    assert ids(search, "driving license renewal")[0] == "polres.sim-perpanjang"
