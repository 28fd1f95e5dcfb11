<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="id_ID">
<context>
    <name>AgenciesScreen</name>
    <message>
        <source>Pilih instansi</source>
        <translation>Choose an office</translation>
    </message>
    <message numerus="yes">
        <source>%n layanan</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttractWelcome</name>
    <message>
        <source>Selamat datang</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Ambil nomor antrean</source>
        <translation>Take a queue number</translation>
    </message>
    <message>
        <source>Lihat syarat, biaya, dan lama layanan</source>
        <translation>See requirements, fees and times</translation>
    </message>
    <message>
        <source>Cek sampai di mana permohonan Anda</source>
        <translation>See how far your application is</translation>
    </message>
</context>
<context>
    <name>BigNumber</name>
    <message>
        <source>Nomor antrean Anda %1</source>
        <translation>Your queue number %1</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Teks biasa</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>Teks besar</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>Teks terbesar</source>
        <translation>Largest text</translation>
    </message>
    <message>
        <source>Teks</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Mengubah ukuran teks</source>
        <translation>Changes the size of the text</translation>
    </message>
    <message>
        <source>Kontras tinggi</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Kontras biasa</source>
        <translation>Normal contrast</translation>
    </message>
    <message>
        <source>Kontras</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Mengubah kontras layar</source>
        <translation>Changes the contrast of the screen</translation>
    </message>
    <message>
        <source>Perlu bantuan?
Tanya meja informasi.</source>
        <translation>Need help?
Ask at the info desk.</translation>
    </message>
    <message>
        <source>Perlu bantuan? Silakan ke meja informasi.</source>
        <translation>Need help? Please ask at the information desk.</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Beranda</source>
        <translation>Home</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>%1 di loket %2</source>
        <translation>%1 at counter %2</translation>
    </message>
    <message>
        <source>Loket %1</source>
        <translation>Counter %1</translation>
    </message>
</context>
<context>
    <name>CheckButton</name>
    <message>
        <source>Mohon tunggu</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <source>Lihat permohonan</source>
        <translation>See the application</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>CheckQuestion</name>
    <message>
        <source>Langkah %1 dari 2</source>
        <translation>Step %1 of 2</translation>
    </message>
    <message>
        <source>Empat angka telepon Anda</source>
        <translation>Four digits of your phone</translation>
    </message>
    <message>
        <source>Cek permohonan</source>
        <translation>Check an application</translation>
    </message>
    <message>
        <source>Ketik empat angka terakhir nomor telepon yang Anda tulis di formulir.</source>
        <translation>Type the last four digits of the phone number you wrote on the form.</translation>
    </message>
    <message>
        <source>Ketik 12 angka nomor permohonan pada tanda terima.</source>
        <translation>Type the 12 digits of the application number on your receipt.</translation>
    </message>
    <message>
        <source>Empat angka telepon</source>
        <translation>Four phone digits</translation>
    </message>
    <message>
        <source>Nomor permohonan</source>
        <translation>Application number</translation>
    </message>
    <message>
        <source>Ada angka yang keliru</source>
        <translation>One digit is not right</translation>
    </message>
    <message>
        <source>Cocokkan kembali dengan tanda terima, lalu hapus dan ketik ulang.</source>
        <translation>Please compare with your receipt, then delete and type again.</translation>
    </message>
    <message>
        <source>Tampilkan sebentar</source>
        <translation>Show for a moment</translation>
    </message>
</context>
<context>
    <name>ClosedNotice</name>
    <message>
        <source>Loket belum buka.</source>
        <translation>The counters are not open yet.</translation>
    </message>
    <message>
        <source>%1. Nomor belum dapat diambil.</source>
        <translation>%1. No numbers are given now.</translation>
    </message>
    <message>
        <source>Pengambilan nomor hari ini sudah selesai.</source>
        <translation>No more numbers are given today.</translation>
    </message>
    <message>
        <source>Pelayanan hari ini sudah selesai.</source>
        <translation>Services have ended for today.</translation>
    </message>
    <message>
        <source>Hari ini libur: %1.</source>
        <translation>Closed for a holiday today: %1.</translation>
    </message>
    <message>
        <source>Antrean ini sedang ditutup.</source>
        <translation>This queue is closed at the moment.</translation>
    </message>
    <message>
        <source>Nomor layanan ini untuk hari ini sudah habis.</source>
        <translation>Today’s numbers for this service have all been given.</translation>
    </message>
    <message>
        <source>Belum ada loket yang buka untuk layanan ini.</source>
        <translation>No counter is open for this service yet.</translation>
    </message>
    <message>
        <source>Layanan ini sedang ditutup sementara.</source>
        <translation>This service is closed for now.</translation>
    </message>
    <message>
        <source>Layanan ini sudah tidak diberikan lagi.</source>
        <translation>This service is no longer offered.</translation>
    </message>
    <message>
        <source>Layanan ini tidak dilayani di mal ini.</source>
        <translation>This service is not offered in this hall.</translation>
    </message>
    <message>
        <source>Hari ini tidak ada pelayanan.</source>
        <translation>There are no services today.</translation>
    </message>
    <message>
        <source>Silakan bertanya di meja informasi.</source>
        <translation>Please ask at the information desk.</translation>
    </message>
    <message>
        <source>Nomor dapat diambil lagi %1.</source>
        <translation>Numbers are given again %1.</translation>
    </message>
</context>
<context>
    <name>DigitSlots</name>
    <message>
        <source>%1: %2 dari %3 angka</source>
        <translation>%1: %2 of %3 digits</translation>
    </message>
</context>
<context>
    <name>FactCards</name>
    <message>
        <source>Biaya</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Selesai dalam</source>
        <translation>Ready in</translation>
    </message>
    <message>
        <source>Antrean kini</source>
        <translation>Queue now</translation>
    </message>
    <message>
        <source>Tanpa antrean</source>
        <translation>No queue</translation>
    </message>
    <message numerus="yes">
        <source>%n orang</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Greeting</name>
    <message>
        <source>Selamat malam.</source>
        <translation>Good evening.</translation>
    </message>
    <message>
        <source>Selamat pagi.</source>
        <translation>Good morning.</translation>
    </message>
    <message>
        <source>Selamat siang.</source>
        <translation>Good afternoon.</translation>
    </message>
    <message>
        <source>Selamat sore.</source>
        <translation>Good afternoon.</translation>
    </message>
    <message>
        <source>Apa yang Anda perlukan?</source>
        <translation>What do you need?</translation>
    </message>
</context>
<context>
    <name>HomeDoors</name>
    <message>
        <source>Ambil nomor antrean</source>
        <translation>Take a queue number</translation>
    </message>
    <message>
        <source>Pilih layanan, langsung dapat nomor</source>
        <translation>Choose a service, get a number</translation>
    </message>
    <message>
        <source>Cek permohonan</source>
        <translation>Check an application</translation>
    </message>
    <message>
        <source>Sampai di mana berkas saya</source>
        <translation>How far are my papers</translation>
    </message>
</context>
<context>
    <name>HomeTiles</name>
    <message>
        <source>Paling banyak diperlukan hari ini</source>
        <translation>Most asked for today</translation>
    </message>
    <message>
        <source>Anjungan ini sedang disiapkan.</source>
        <translation>This kiosk is being set up.</translation>
    </message>
    <message>
        <source>Daftar layanan sedang dimuat: %1 %</source>
        <translation>The list of services is being loaded: %1 %</translation>
    </message>
    <message>
        <source>Silakan mengambil nomor di meja informasi.</source>
        <translation>Please take a number at the information desk.</translation>
    </message>
</context>
<context>
    <name>IdleWarning</name>
    <message>
        <source>Masih di sana?</source>
        <translation>Are you still there?</translation>
    </message>
    <message numerus="yes">
        <source>Layar kembali ke awal dalam %n detik.</source>
        <translation>
            <numerusform>The screen starts over in %n second.</numerusform>
            <numerusform>The screen starts over in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Hapus semua</source>
        <translation>Delete all</translation>
    </message>
    <message>
        <source>Hapus satu angka</source>
        <translation>Delete one digit</translation>
    </message>
    <message>
        <source>Hapus</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>LineState</name>
    <message>
        <source>Tersambung</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Belum tersambung ke server mal</source>
        <translation>Not connected to the hall server yet</translation>
    </message>
    <message>
        <source>Tanpa jaringan, nomor tetap dapat diambil</source>
        <translation>No network, numbers are still given</translation>
    </message>
    <message>
        <source>Tanpa jaringan, nomor tetap dapat diambil&#xa0;· data per %1</source>
        <translation>No network, numbers are still given · data as of %1</translation>
    </message>
</context>
<context>
    <name>NextStepCard</name>
    <message>
        <source>Yang perlu Anda lakukan</source>
        <translation>What you need to do</translation>
    </message>
</context>
<context>
    <name>NoNumberNow</name>
    <message>
        <source>Sistem untuk layanan ini sedang gangguan.</source>
        <translation>The system for this service is down at the moment.</translation>
    </message>
    <message>
        <source>Petugas layanan ini sedang tidak di tempat.</source>
        <translation>The staff of this service are away at the moment.</translation>
    </message>
    <message>
        <source>Bahan untuk layanan ini sedang habis.</source>
        <translation>The materials for this service have run out for now.</translation>
    </message>
    <message>
        <source>Instansi sedang tidak memberikan nomor untuk layanan ini.</source>
        <translation>The agency is not giving numbers for this service at the moment.</translation>
    </message>
    <message>
        <source>Untuk sementara antrean ini tidak memberikan nomor.</source>
        <translation>For the time being this queue gives no numbers.</translation>
    </message>
    <message>
        <source>Mal belum buka</source>
        <translation>The hall is not open yet</translation>
    </message>
    <message>
        <source>Loket sedang istirahat</source>
        <translation>The counters are on a break</translation>
    </message>
    <message>
        <source>Nomor hari ini sudah selesai dibagikan</source>
        <translation>No more numbers are given today</translation>
    </message>
    <message>
        <source>Mal sudah tutup hari ini</source>
        <translation>The hall has closed for today</translation>
    </message>
    <message>
        <source>Mal tidak buka hari ini</source>
        <translation>The hall is closed today</translation>
    </message>
    <message>
        <source>Hari ini libur</source>
        <translation>Closed for a holiday today</translation>
    </message>
    <message>
        <source>Antrean ini sedang ditutup</source>
        <translation>This queue is closed at the moment</translation>
    </message>
    <message>
        <source>Nomor untuk hari ini sudah habis</source>
        <translation>Today’s numbers have all been given</translation>
    </message>
    <message>
        <source>Belum ada loket yang buka untuk layanan ini</source>
        <translation>No counter is open for this service yet</translation>
    </message>
    <message>
        <source>Layanan ini sedang ditutup sementara</source>
        <translation>This service is closed for now</translation>
    </message>
    <message>
        <source>Layanan ini sudah tidak diberikan lagi</source>
        <translation>This service is no longer offered</translation>
    </message>
    <message>
        <source>Nomor Anda untuk antrean ini sudah cukup</source>
        <translation>You have enough numbers for this queue</translation>
    </message>
    <message>
        <source>Layanan ini tidak ada di mal ini</source>
        <translation>This hall does not offer this service</translation>
    </message>
    <message>
        <source>Nomor belum dapat diberikan</source>
        <translation>No number can be given yet</translation>
    </message>
    <message>
        <source>Nomor antrean diberikan selama jam pelayanan.</source>
        <translation>Queue numbers are given during opening hours.</translation>
    </message>
    <message>
        <source>Loket masih melayani pengunjung yang sudah memegang nomor.</source>
        <translation>The counters still serve visitors who hold a number.</translation>
    </message>
    <message>
        <source>Sambil menunggu, Anda dapat membaca syarat layanan di sini.</source>
        <translation>While you wait you can read the requirements here.</translation>
    </message>
    <message>
        <source>Semua nomor antrean layanan ini sudah diberikan. Pengunjung yang sudah memegang nomor tetap dilayani.</source>
        <translation>All numbers for this service have been given. Visitors who hold a number will still be served.</translation>
    </message>
    <message>
        <source>Nomor diberikan lagi setelah petugas ada di loket.</source>
        <translation>Numbers are given again once staff are at the counter.</translation>
    </message>
    <message>
        <source>Instansinya belum dapat memberikan layanan ini.</source>
        <translation>Its office cannot offer this service at the moment.</translation>
    </message>
    <message>
        <source>Mungkin ada layanan lain yang menggantikannya.</source>
        <translation>Another service may have taken its place.</translation>
    </message>
    <message>
        <source>Nomor yang sudah Anda ambil tetap berlaku.</source>
        <translation>The numbers you have taken stay valid.</translation>
    </message>
    <message>
        <source>Silakan pilih dari daftar layanan.</source>
        <translation>Please choose from the list of services.</translation>
    </message>
    <message>
        <source>Silakan coba lagi sebentar lagi.</source>
        <translation>Please try again in a moment.</translation>
    </message>
    <message>
        <source>Nomor dapat diambil lagi pukul&#xa0;%1</source>
        <translation>Numbers are given again at&#xa0;%1</translation>
    </message>
    <message>
        <source>Nomor dapat diambil lagi besok, %1, pukul&#xa0;%2</source>
        <translation>Numbers are given again tomorrow, %1, at&#xa0;%2</translation>
    </message>
    <message>
        <source>Nomor dapat diambil lagi %1, pukul&#xa0;%2</source>
        <translation>Numbers are given again on %1, at&#xa0;%2</translation>
    </message>
    <message>
        <source>Lihat layanan lain</source>
        <translation>See other services</translation>
    </message>
    <message>
        <source>Coba lagi</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>NotFoundNow</name>
    <message>
        <source>Permohonan tidak ditemukan</source>
        <translation>Application not found</translation>
    </message>
    <message>
        <source>Terlalu banyak percobaan</source>
        <translation>Too many attempts</translation>
    </message>
    <message>
        <source>Belum dapat mencari</source>
        <translation>Cannot search right now</translation>
    </message>
    <message>
        <source>Nomor permohonan dan angka telepon tidak cocok. Cocokkan kembali dengan tanda terima.</source>
        <translation>The application number and the phone digits do not match. Please compare with your receipt.</translation>
    </message>
    <message numerus="yes">
        <source>Silakan coba lagi dalam %n menit.</source>
        <translation>
            <numerusform>Please try again in %n minute.</numerusform>
            <numerusform>Please try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Demi keamanan data Anda, pencarian di anjungan ini dihentikan dahulu.</source>
        <translation>To keep your data safe, searching at this kiosk is paused.</translation>
    </message>
    <message>
        <source>Anjungan tidak tersambung ke server mal. Yang Anda ketik masih ada; silakan coba lagi.</source>
        <translation>The kiosk has no line to the hall server. What you typed is still there; please try again.</translation>
    </message>
    <message>
        <source>Pencarian sedang terganggu. Yang Anda ketik masih ada; silakan coba lagi.</source>
        <translation>The search is out of order for the moment. What you typed is still there; please try again.</translation>
    </message>
    <message numerus="yes">
        <source>Masih ada %n kesempatan</source>
        <translation>
            <numerusform>%n attempt left</numerusform>
            <numerusform>%n attempts left</numerusform>
        </translation>
    </message>
    <message>
        <source>Ketik ulang angka telepon</source>
        <translation>Type the phone digits again</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Coba lagi</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Periksa nomor permohonan</source>
        <translation>Check the application number</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Petugas di meja informasi siap membantu Anda.</source>
        <translation>Staff at the information desk are ready to help you.</translation>
    </message>
</context>
<context>
    <name>NowCallingStrip</name>
    <message>
        <source>Sedang dipanggil</source>
        <translation>Now calling</translation>
    </message>
    <message>
        <source>Terakhir dipanggil, data per %1</source>
        <translation>Last called, data as of %1</translation>
    </message>
</context>
<context>
    <name>PageButtons</name>
    <message>
        <source>Halaman sebelumnya</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Halaman %1 dari %2</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>Lanjutan</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>PaperState</name>
    <message>
        <source>Tiket sedang dicetak, mohon tunggu.</source>
        <translation>Your ticket is being printed, please wait.</translation>
    </message>
    <message>
        <source>Tiket sudah dicetak. Silakan ambil di bawah layar.</source>
        <translation>Your ticket is printed. Please take it below the screen.</translation>
    </message>
    <message>
        <source>Tiket ini sudah dicetak sebelumnya.</source>
        <translation>This ticket was printed before.</translation>
    </message>
    <message>
        <source>Apakah tiket sudah keluar?</source>
        <translation>Did the ticket come out?</translation>
    </message>
    <message>
        <source>Tiket belum dapat dicetak.</source>
        <translation>The ticket cannot be printed now.</translation>
    </message>
    <message>
        <source>Tiket belum dapat dicetak. Nomor ini tetap berlaku.</source>
        <translation>The ticket cannot be printed now. This number is valid.</translation>
    </message>
    <message>
        <source>Nomor ini berlaku, dengan atau tanpa kertas.</source>
        <translation>This number is valid, with or without paper.</translation>
    </message>
    <message>
        <source>Nomor ini tetap berlaku. Petugas dapat membantu mencetak.</source>
        <translation>This number is valid. Staff can help to print it.</translation>
    </message>
    <message>
        <source>Nomor ini tetap berlaku. Catat atau pindai kode. Petugas siap membantu.</source>
        <translation>This number is valid. Note it or scan the code. Staff are ready to help.</translation>
    </message>
    <message>
        <source>Kertas habis.</source>
        <translation>The paper has run out.</translation>
    </message>
    <message>
        <source>Tutup pencetak terbuka.</source>
        <translation>The cover of the printer is open.</translation>
    </message>
    <message>
        <source>Pencetak perlu didinginkan.</source>
        <translation>The printer has to cool down.</translation>
    </message>
    <message>
        <source>Pemotong kertas macet.</source>
        <translation>The paper cutter is stuck.</translation>
    </message>
    <message>
        <source>Pencetak tidak menjawab.</source>
        <translation>The printer does not answer.</translation>
    </message>
    <message>
        <source>Anjungan ini tanpa pencetak.</source>
        <translation>This kiosk has no printer.</translation>
    </message>
    <message>
        <source>Pencetak sedang terganggu.</source>
        <translation>The printer is out of order.</translation>
    </message>
</context>
<context>
    <name>PapersToBring</name>
    <message>
        <source>Yang perlu dibawa</source>
        <translation>What to bring</translation>
    </message>
    <message numerus="yes">
        <source>dan %n lagi, lihat halaman layanan</source>
        <translation>
            <numerusform>and %n more, see the service page</numerusform>
            <numerusform>and %n more, see the service page</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhoneCard</name>
    <message>
        <source>Kode QR halaman nomor Anda</source>
        <translation>QR code of your number&apos;s page</translation>
    </message>
    <message>
        <source>Pantau dari ponsel</source>
        <translation>Follow on your phone</translation>
    </message>
    <message>
        <source>Pindai kode ini. Ponsel Anda berbunyi saat nomor dipanggil.</source>
        <translation>Scan this code. Your phone rings when your number is called.</translation>
    </message>
    <message>
        <source>Tanpa aplikasi, tanpa mendaftar.</source>
        <translation>No app, no sign-up.</translation>
    </message>
</context>
<context>
    <name>PlaceLine</name>
    <message>
        <source>Loket %1</source>
        <translation>Counter %1</translation>
    </message>
</context>
<context>
    <name>PriorityChoices</name>
    <message>
        <source>Tanpa prioritas</source>
        <translation>No priority</translation>
    </message>
    <message>
        <source>Lanjut usia</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>Disabilitas</source>
        <translation>Disability</translation>
    </message>
    <message>
        <source>Ibu hamil</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>Dengan bayi</source>
        <translation>With an infant</translation>
    </message>
</context>
<context>
    <name>PriorityHeading</name>
    <message>
        <source>Siapa yang akan dilayani?</source>
        <translation>Who will be served?</translation>
    </message>
    <message>
        <source>Prioritas tidak perlu bukti. Cukup pilih.</source>
        <translation>Priority needs no proof. Just choose.</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>Nomor hari ini habis</source>
        <translation>No numbers left today</translation>
    </message>
    <message>
        <source>Belum ada loket buka</source>
        <translation>No counter open yet</translation>
    </message>
    <message>
        <source>Sedang ditutup</source>
        <translation>Closed for now</translation>
    </message>
    <message>
        <source>Tanpa antrean</source>
        <translation>No queue</translation>
    </message>
    <message numerus="yes">
        <source>%n menunggu</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Tahapan</source>
        <translation>Stages</translation>
    </message>
    <message>
        <source>Data dari instansi per %1</source>
        <translation>Data from the office as of %1</translation>
    </message>
    <message>
        <source>Cek yang lain</source>
        <translation>Check another</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ServiceNotes</name>
    <message>
        <source>belum diperiksa</source>
        <translation>not verified yet</translation>
    </message>
    <message>
        <source>Hasil: %1</source>
        <translation>You receive: %1</translation>
    </message>
    <message>
        <source>Dasar hukum: %1</source>
        <translation>Legal basis: %1</translation>
    </message>
    <message>
        <source>Keterangan layanan ditampilkan dalam bahasa aslinya.</source>
        <translation>Service details are shown in Indonesian, as published.</translation>
    </message>
    <message>
        <source>Secara daring: %1</source>
        <translation>Online: %1</translation>
    </message>
    <message>
        <source>Lewat telepon: %1</source>
        <translation>By phone: %1</translation>
    </message>
    <message>
        <source>Di tempat lain: %1</source>
        <translation>Elsewhere: %1</translation>
    </message>
    <message>
        <source>Pengaduan: %1</source>
        <translation>Complaints: %1</translation>
    </message>
    <message>
        <source>Menurut %1, belum diperiksa</source>
        <translation>According to %1, not verified yet</translation>
    </message>
    <message>
        <source>Menurut %1, sudah diperiksa</source>
        <translation>According to %1, verified</translation>
    </message>
    <message>
        <source>Menurut %1, diperiksa %2</source>
        <translation>According to %1, verified %2</translation>
    </message>
</context>
<context>
    <name>ServicePages</name>
    <message>
        <source>Yang perlu dibawa</source>
        <translation>What to bring</translation>
    </message>
    <message>
        <source>Ketuk yang sudah Anda bawa. Belum lengkap? Anda tetap boleh bertanya di loket.</source>
        <translation>Touch what you have with you. Something missing? You may still ask at the counter.</translation>
    </message>
    <message>
        <source>Langkahnya</source>
        <translation>Steps</translation>
    </message>
</context>
<context>
    <name>ServicePlace</name>
    <message>
        <source>Loket %1</source>
        <translation>Counter %1</translation>
    </message>
</context>
<context>
    <name>ServiceScreen</name>
    <message>
        <source>Layanan ini tidak ada di mal ini</source>
        <translation>This hall does not offer this service</translation>
    </message>
    <message>
        <source>tunggu %1</source>
        <translation>wait %1</translation>
    </message>
    <message>
        <source>Ambil nomor</source>
        <translation>Take a number</translation>
    </message>
</context>
<context>
    <name>ServicesScreen</name>
    <message>
        <source>Syarat</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Syarat %1</source>
        <translation>Details of %1</translation>
    </message>
</context>
<context>
    <name>TakeButton</name>
    <message>
        <source>Mohon tunggu</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <source>Ambil nomor</source>
        <translation>Take a number</translation>
    </message>
</context>
<context>
    <name>TakeNumberScreen</name>
    <message>
        <source>Anda sudah memegang nomor %1</source>
        <translation>You already hold %1</translation>
    </message>
    <message>
        <source>Nomor itu tetap berlaku. Satu nomor untuk satu orang; untuk orang lain yang datang bersama Anda, silakan ambil nomor lagi.</source>
        <translation>It stays valid. One number is for one person; for somebody who came with you, please take another number.</translation>
    </message>
    <message>
        <source>Nomor itu tetap berlaku. Bila perlu lebih banyak, silakan ke meja informasi.</source>
        <translation>It stays valid. If you need more, please ask at the information desk.</translation>
    </message>
    <message>
        <source>Lihat nomor saya</source>
        <translation>Show my number</translation>
    </message>
    <message>
        <source>Pilih layanan lain</source>
        <translation>Choose another service</translation>
    </message>
    <message>
        <source>Ambil nomor lagi</source>
        <translation>Take another number</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>Belum, cetak ulang</source>
        <translation>No, print again</translation>
    </message>
    <message>
        <source>Cetak lagi</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Tambah layanan lain</source>
        <translation>Add another service</translation>
    </message>
    <message>
        <source>Ya, sudah keluar</source>
        <translation>Yes, it came out</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>TicketFactRow</name>
    <message>
        <source>Tunggu di</source>
        <translation>Wait in</translation>
    </message>
    <message>
        <source>Di depan Anda</source>
        <translation>Ahead of you</translation>
    </message>
    <message>
        <source>Belum ada</source>
        <translation>Nobody</translation>
    </message>
    <message numerus="yes">
        <source>%n orang</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message>
        <source>Kira-kira</source>
        <translation>Wait</translation>
    </message>
</context>
<context>
    <name>TicketHead</name>
    <message>
        <source>Nomor antrean Anda</source>
        <translation>Your queue number</translation>
    </message>
    <message numerus="yes">
        <source>%n orang di depan Anda</source>
        <translation>
            <numerusform>%n person ahead of you</numerusform>
            <numerusform>%n people ahead of you</numerusform>
        </translation>
    </message>
    <message>
        <source>Belum ada orang di depan Anda</source>
        <translation>Nobody ahead of you</translation>
    </message>
    <message>
        <source>Loket %1</source>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>Diberikan tanpa jaringan; nomor ini berlaku.</source>
        <translation>Given without the network; this number is valid.</translation>
    </message>
</context>
<context>
    <name>TimelineRow</name>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Sedang di sini</source>
        <translation>Now here</translation>
    </message>
    <message>
        <source>Belum</source>
        <translation>Not yet</translation>
    </message>
</context>
<context>
    <name>UncheckedMark</name>
    <message>
        <source>Belum diperiksa</source>
        <translation>Not verified yet</translation>
    </message>
</context>
<context>
    <name>WaitWords</name>
    <message>
        <source>%1–%2 menit</source>
        <translation>%1–%2 minutes</translation>
    </message>
    <message numerus="yes">
        <source>sampai %n&#xa0;menit</source>
        <translation>
            <numerusform>up to %n minute</numerusform>
            <numerusform>up to %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingFacts</name>
    <message>
        <source>Di depan Anda</source>
        <translation>Ahead of you</translation>
    </message>
    <message>
        <source>Belum ada</source>
        <translation>Nobody</translation>
    </message>
    <message numerus="yes">
        <source>%n orang</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message>
        <source>Kira-kira</source>
        <translation>Wait</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>hari ini pukul %1</source>
        <translation>today at %1</translation>
    </message>
    <message>
        <source>besok pukul %1</source>
        <translation>tomorrow at %1</translation>
    </message>
    <message>
        <source>%1 pukul %2</source>
        <translation>on %1 at %2</translation>
    </message>
</context>
</TS>
