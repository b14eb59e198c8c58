### جدول‌هایی که بارگذاری می‌شوند: بررسی، خطاها، برگرداندن

tables-template-xlsx = جدول نمونه (Excel)
tables-template-csv = جدول نمونه (CSV)
tables-file = فایل جدول
tables-file-missing = فایل جدول را انتخاب کنید
tables-rehearse = بررسی جدول
tables-rehearsal = بررسی پیش از ساخت
tables-needed = لازم است
tables-forgotten = این فایل دیگر نگه داشته نشده است؛ دوباره بارگذاری کنید.
tables-unreadable = این فایل جدول Excel یا CSV نیست، یا خراب است.
tables-old = این فایل از Excel قدیمی است یا رمز دارد. آن را با نوع xlsx و بی‌رمز ذخیره کنید.
# $max (String)
tables-too-many = جدول بیش از { $max } ردیف دارد؛ آن را چند فایل کنید.
tables-too-large = ستون‌ها یا متن‌های این جدول بیش از اندازه است.
# $columns (String)
tables-missing = این ستون‌ها پیدا نشد: { $columns }. سرستون‌ها را مانند جدول نمونه بنویسید.
tables-see = دیدن آن‌ها
# $unit (String) - چنان که بالای ستون نوشته شده است
tables-strange-unit = واحد «{ $unit }» را نمی‌شناسیم. بالای ستون مبلغ بنویسید (تومان) یا (ریال) و رقم‌ها را به همان واحد بنویسید.
tables-unit = واحد مبلغ‌ها در جدول
tables-messages = پیام‌ها
# $sms (String)
# $parts (String)
# $emails (String)
tables-messages-said = { $sms } پیامک ({ $parts } بخش)، { $emails } ایمیل
tables-price = هزینهٔ پیامک‌ها
# $row (String)
tables-row = ردیف { $row }
# $shown (String)
tables-wrong = { $count ->
   *[other] { $shown } خطا
}
tables-row-column = ردیف
tables-column = ستون
tables-what = چه چیزی درست نیست
tables-other-file = فایل دیگر
tables-undo-hint = پیام‌ها ده دقیقه پس از تأیید فرستاده می‌شوند؛ تا آن وقت می‌توانید همه را برگردانید.
# $made (String)
# $all (String)
tables-of = { $made } از { $all }
tables-send-at = پیام‌ها از این زمان می‌روند:
tables-undo = برگرداندن همه
tables-recent = جدول‌های پیشین
tables-state-rehearsed = هنوز ساخته نشده
tables-state-making = در حال ساخت
tables-state-made = ساخته شد
tables-state-undone = برگردانده شد
# $size (String) - مگابایت
tables-file-too-large = این فایل از { $size } مگابایت بزرگ‌تر است؛ جدول را به چند فایل تقسیم کنید
# $count (Number)
# $n (String)
tables-known = { $count ->
   *[other] { $n } ردیف از پیش همین بود و عوض نمی‌شود.
}
tables-changed-meanwhile = از وقتی جدول را دیدید چیزی عوض شده است؛ دوباره بفرستید.
tables-units = ورود واحدها از جدول
tables-units-why = واحدهای تازه ساخته و واحدهای موجود همان می‌شوند که جدول می‌گوید؛ خانهٔ خالی چیزی را عوض نمی‌کند و واحدی که در جدول نیست می‌ماند. تا تأیید نکنید چیزی ثبت نمی‌شود.
tables-unit-floor = طبقه
tables-unit-number-wrong = شمارهٔ واحد را بنویسید؛ حداکثر ۱۰ نویسه.
tables-unit-area-missing = این واحد تازه است؛ متراژش را بنویسید.
tables-unit-twice = این واحد در جدول دو بار آمده است.
# $kinds (String)
tables-unit-kind-wrong = نوع واحد یکی از این‌هاست: { $kinds }
tables-unit-new = تازه
tables-unit-changes = تغییر می‌کند
# $came (String)
# $changed (String)
tables-units-came = { $came } واحد تازه ساخته شد و { $changed } واحد تغییر کرد.
# $example (String)
tables-for-example = مانند: { $example }
