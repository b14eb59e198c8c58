# هزینه‌هایی که مبنا یا دامنهٔ خودشان را دارند، موجودی اولیهٔ صندوق‌ها، و شارژهای ویژه

levies-key-of-category = مثل دستهٔ آن
levies-two-keys = دو مبنا با هم
levies-two-keys-hint = خالی بماند یعنی همه‌اش با همین مبنا.
levies-other-key-missing = بقیه‌اش با کدام مبنا تقسیم شود؟
levies-has-own-key = این هزینه مبنای خودش را دارد، نه مبنای دسته‌اش را.
levies-scope = چه واحدهایی می‌پردازند؟
levies-scope-all = همهٔ ساختمان
# $block (String)
levies-scope-block = بلوک { $block }
levies-scope-flats = واحدهای مسکونی
levies-scope-shops = مغازه‌ها
levies-scope-offices = دفترها
levies-scope-parkings = پارکینگ‌ها
levies-scope-storages = انباری‌ها
levies-scope-ticked = واحدهایی که پایین علامت زده‌ام
levies-scope-units = انتخاب یکی‌یکی واحدها
levies-scope-tick = کدام واحدها؟
levies-scope-empty = این ساختمان چنین واحدهایی ندارد؛ از فهرست انتخاب کنید.
levies-scope-none-ticked = دست‌کم یک واحد را علامت بزنید.
levies-scope-not-there = یکی از واحدهای علامت‌خورده در این ساختمان نیست.
levies-scope-and-ticks = واحدهایی را علامت زده‌اید، ولی اینجا چیز دیگری انتخاب شده است. یا «واحدهایی که پایین علامت زده‌ام» را انتخاب کنید یا علامت‌ها را بردارید.
# $units (String)
levies-borne-only = فقط میان این‌ها تقسیم شده است: { $units }

levies-funds = موجودی اولیهٔ صندوق‌ها
levies-funds-why = روزی که ساختمان به پیوند آمد، در هر صندوق چقدر بود؟ گزارش دخل و خرج از همین‌جا شروع می‌شود. این پول دست شماست و در کیف پول پیوند نیست.
levies-funds-stand = ثبت‌شده
levies-funds-all-there = موجودی اولیهٔ هر سه صندوق ثبت شده است. اگر یکی اشتباه است، بازش کنید و باطلش کنید.
levies-funds-together = موجودی اولیه روی هم
levies-fund-new = ثبت موجودی اولیه
levies-fund = کدام صندوق؟
# $fund (String)
levies-fund-of = موجودی اولیهٔ صندوق { $fund }
levies-fund-amount = موجودی
levies-fund-day = در چه روزی؟
levies-fund-day-hint = روزی که دفتر پیشین بسته شد
levies-fund-note = توضیح
levies-fund-note-hint = مثلاً شمارهٔ حساب بانکی یا صفحهٔ دفتر پیشین
levies-fund-stands = موجودی اولیهٔ این صندوق ثبت شده است. اگر اشتباه است، اول آن را باطل کنید.
levies-fund-wrong-why = باطلش کنید تا از گزارش و دفترها بیرون برود، بعد درستش را ثبت کنید. این یکی با دلیلش می‌ماند.
levies-fund-reverse = باطل کردن
levies-fund-reversed = موجودی اولیه باطل شد.

levies-title = شارژهای ویژه
levies-why = پولی که با تصمیم مالکان برای کاری بزرگ جمع می‌شود، یکجا یا در چند قسط. هر قسط ردیفی از شارژ ماه خودش است و در گزارش، هزینه به حساب نمی‌آید.
levies-new = شارژ ویژهٔ تازه
levies-none = هنوز شارژ ویژه‌ای نیست
levies-none-why = برای نما، بام، آسانسور یا هر کار بزرگ دیگر، مبلغ و قسط‌ها را یک بار بنویسید؛ سهم هر واحد خودش حساب می‌شود.
# $asked (String)
# $count (String)
levies-asked-of = { $asked } قسط از { $count } قسط
levies-over = تمام
levies-title-hint = مثلاً عایق‌کاری نما
levies-decision = چه تصمیمی گرفته شد؟
levies-decision-hint = همان‌طور که در صورت‌جلسه آمده است؛ ساکنان هم روی صورت‌حسابشان می‌بینند.
levies-decided = تاریخ تصمیم
# $day (String)
levies-decided-on = تصمیم { $day }
levies-file = عکس یا PDF صورت‌جلسه
levies-see-file = دیدن صورت‌جلسه
levies-other-file = فایل صورت‌جلسه عوض شد
levies-amount = کل مبلغ
levies-not-by-meters = شارژ ویژه با کنتور تقسیم نمی‌شود؛ مبنای دیگری انتخاب کنید.
levies-owner-hint = ۱۰۰ یعنی همه‌اش با مالک است و مستأجر چیزی نمی‌پردازد.
levies-owners-bear = سهم مالک
levies-first-month = اولین قسط
levies-instalments = تعداد قسط‌ها
levies-instalments-hint = ۱ یعنی یکجا. قسط‌ها ماه‌به‌ماه‌اند و جمعشان برای هر واحد تا آخرین ریال همان سهم آن واحد است.
levies-choose-month = یکی از ماه‌های فهرست را انتخاب کنید.
levies-keep = ثبت شارژ ویژه
# $charge (String)
levies-kept = ثبت شد. اولین قسط در { $charge } می‌آید.
levies-asked = تا حالا خواسته شده
levies-to-come = در راه
levies-dropped = دیگر خواسته نمی‌شود
levies-by-month = قسط‌ها
levies-state-asked = صادر شد
levies-state-to-come = در راه
levies-state-dropped = حذف شد
levies-by-unit = سهم هر واحد
levies-part = سهم
levies-nobody-bears = این مبلغ را نمی‌شود تقسیم کرد: مبنای تقسیم برای همهٔ واحدهای انتخاب‌شده صفر است.
levies-end = زودتر تمامش کنید
# $amount (String)
levies-end-why = از ماهی که انتخاب می‌کنید دیگر قسطی خواسته نمی‌شود. حالا { $amount } هنوز در راه است؛ قسط‌هایی که صادر شده‌اند سر جایشان می‌مانند.
levies-end-before = بدون قسط، از
levies-end-do = از این ماه دیگر نخواه
# $charge (String)
levies-ended = از { $charge } به بعد قسطی خواسته نمی‌شود.
levies-is-divided = دست‌کم یک قسط صادر شده است؛ برای همین مبلغ و سهم‌ها عوض نمی‌شود. اگر اشتباه است، اول شارژ آن ماه‌ها را برگردانید.
levies-change = اصلاح شارژ ویژه
levies-delete = حذف شارژ ویژه
levies-delete-why = هنوز قسطی از آن خواسته نشده است. در تاریخچه می‌ماند که چه کسی آن را حذف کرده است.
# $title (String)
levies-deleted = شارژ ویژهٔ «{ $title }» حذف شد.
