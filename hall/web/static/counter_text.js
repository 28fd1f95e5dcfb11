// Every word the counter page adds to what the server renders.

export const PRIORITY = {
  elderly: "Lansia",
  disability: "Disabilitas",
  pregnant: "Ibu hamil",
  infant: "Membawa bayi",
};

// The same beside a service in the list, where there is less room.
export const PRIORITY_SHORT = {
  elderly: "lansia",
  disability: "disabilitas",
  pregnant: "hamil",
  infant: "bayi",
};

export const RECENT = {
  called: "dipanggil",
  serving: "sedang dilayani",
  waiting: "kembali menunggu",
  held: "ditahan",
  finished: "selesai",
  stop_finished: "selesai",
  transferred: "dialihkan",
  no_show: "tidak hadir",
  expired: "tidak berlaku lagi",
  cancelled: "dibatalkan",
};

export const LINE = {
  connecting: "Menyambung",
  live: "Tersambung",
  lost: "Terputus",
};

export const ACTION = {
  next: "Panggil berikutnya",
  start: "Mulai layani",
  finishNext: "Selesai, panggil berikutnya",
  finish: "Selesai",
  again: "Panggil lagi",
  noShow: "Tidak hadir",
  cancel: "Batalkan",
  hold: "Tahan",
  transfer: "Alihkan",
  return: "Kembalikan ke antrean",
  cancelHeld: "Batalkan",
  callNumber: "Panggil di luar urutan",
  close: "Tutup antrean",
  reopen: "Buka lagi",
};

// Why a queue is closed, as the list of closures says it; the form has the same words.
export const CLOSED_WHY = {
  "system-down": "sistem bermasalah",
  "staff-absent": "petugas tidak di tempat",
  "materials-out": "bahan habis",
  "agency-request": "permintaan instansi",
};

export const HAND = {
  idle: "Loket siap",
  called: "Dipanggil, menunggu datang",
  serving: "Sedang dilayani",
};

// What is amiss with the server: what happened; what goes on, what to do and who helps.
export const TROUBLE = {
  "store-refuses": {
    what: "Server mal sedang tidak dapat menyimpan",
    then:
      "Yang Anda tekan tidak hilang: dikirim sendiri begitu bisa. Mohon beri tahu teknisi mal sekarang, " +
      "dan biarkan halaman ini terbuka.",
  },
  "disk-almost-full": {
    what: "Penyimpanan server mal hampir penuh",
    then: "Antrean masih berjalan seperti biasa. Mohon beri tahu teknisi mal sekarang, sebelum penuh.",
  },
  "clock-jumped": {
    what: "Jam komputer server mal berubah jauh",
    then: "Antrean berjalan terus dengan waktunya sendiri. Mohon beri tahu teknisi mal hari ini.",
  },
};

export const SINCE = { called: "Sejak dipanggil", serving: "Berjalan" };

export const text = {
  nobodyWaits: "Belum ada yang menunggu.",
  nobodyWaitsLong: "Belum ada yang menunggu. Nomor baru tampil di sini dengan sendirinya.",
  somebodyWaits: (count, longest) =>
    `${count} orang menunggu${longest ? `, paling lama ${longest} menit` : ""}.`,
  minutes: (count) => (count > 0 ? `${count} mnt` : "baru"),
  more: (count) => `dan ${count} lagi`,
  held: (count) => `Ditahan · ${count}`,
  callThis: (number) => `Panggil ${number} di luar urutan`,
  closedUntil: (name, time) => `${name} ditutup sampai ${time}`,
  closedAllDay: (name) => `${name} ditutup sampai akhir hari`,
  closed: (until, reason) => (reason ? `${until}: ${reason}.` : `${until}.`),
  askCancel: (number) => `Batalkan ${number}?`,
  transferOf: (number) => `${number} menunggu di layanan yang dipilih, dengan waktu pengambilan nomor yang sama.`,
  chooseService: "Pilih satu layanan dulu.",
  noMatch: "Tidak ada layanan yang cocok. Coba kata lain.",
  until: (words, time) => `${words}, sampai ${time}`,
  changed: "Keadaan di loket sudah berubah; tidak ada yang dikirim.",
  waiting: (count) => `Menunggu · ${count}`,
  called: (times) => `Dipanggil ${times} kali`,
  missed: (times) => `Pernah tidak hadir ${times} kali`,
  recent: (rows) => `Tadi: ${rows.join(" · ")}`,
  recentRow: (row) =>
    `${row.number} ${RECENT[row.state] || row.state}${row.minutes ? ` ${row.minutes} menit` : ""}`,
  stopAt: (name, counters) => (counters ? `${name}, ${counters}` : name),
  lineLost: (time) =>
    `Sambungan ke server mal terputus. ${time ? `Yang terlihat adalah keadaan pukul ${time}. ` : ""}` +
    "Halaman ini menyambung lagi sendiri.",
  pressWaits: (action) => `“${ACTION[action]}” sudah dicatat dan dikirim begitu server menjawab.`,
  pressStopped: (action, sentence) => `“${ACTION[action]}” tidak dilakukan. ${sentence}`,
  pressUnsure: (action) => `“${ACTION[action]}” belum tentu dilakukan; periksa loket setelah masuk.`,
  noAnswer: "Server mal belum menjawab. Mohon coba lagi sebentar; bila berulang, hubungi teknisi mal.",
  title: (front, counter) => (front ? `${front} · ${counter}` : counter),
  titleWaiting: (count) => `${count} menunggu`,
};
