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
};

export const HAND = {
  idle: "Loket siap",
  called: "Dipanggil, menunggu datang",
  serving: "Sedang dilayani",
};

export const SINCE = { called: "Sejak dipanggil", serving: "Berjalan" };

export const text = {
  nobodyWaits: "Belum ada yang menunggu.",
  nobodyWaitsLong: "Belum ada yang menunggu. Nomor baru tampil di sini dengan sendirinya.",
  somebodyWaits: (count, longest) =>
    `${count} orang menunggu${longest ? `, paling lama ${longest} menit` : ""}.`,
  minutes: (count) => (count > 0 ? `${count} mnt` : "baru"),
  more: (count) => `dan ${count} lagi`,
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
