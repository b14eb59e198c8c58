# برنامه‌های یک کسب‌وکار: کلیدها و راهنمای API

programs-title = برنامه‌ها
programs-lead = برنامهٔ فروشگاه یا حسابداری شما با یک کلید همان کارهایی را می‌کند که شما در این صفحه‌ها می‌کنید.
programs-manual = راهنمای API
programs-keys = کلیدها
programs-new-key = کلید تازه
programs-name = نام کلید
programs-name-hint = مثلاً «فروشگاه اینترنتی»؛ تنها شما می‌بینید.
programs-name-missing = برای کلید نامی بنویسید.
# $max (String)
programs-name-too-long = نام کلید حداکثر { $max } نویسه است.
programs-no-card-numbers = شمارهٔ کارت را اینجا ننویسید.
programs-scopes = اجازه‌ها
programs-scopes-missing = دست‌کم یک اجازه بدهید.
programs-nothing = هیچ
programs-read = خواندن
programs-write = خواندن و نوشتن
# $thing (String)
programs-reads = خواندن { $thing }
# $thing (String)
programs-reads-and-writes = خواندن و نوشتن { $thing }
programs-make-key = ساختن کلید
programs-key-made = کلید ساخته شد
programs-key = کلید
programs-shown-once = این کلید تنها همین یک بار نشان داده می‌شود. آن را همین حالا در برنامهٔ خود نگه دارید و به کسی نفرستید.
programs-try = یک آزمایش:
programs-kept = آن را نگه داشتم
programs-key-shown-before = این کلید پیش‌تر نشان داده شده است. اگر آن را ندارید، کلید تازه‌ای بسازید و آن یکی را باطل کنید.
programs-too-many-keys = شمار کلیدهای زنده به ۲۰ رسیده است. یکی را باطل کنید.
programs-revoke = باطل کردن
programs-key-revoked = کلید باطل شد. هیچ برنامه‌ای دیگر با آن راه نمی‌یابد.
# $moment (String)
programs-revoked = { $moment } باطل شد
# $who (String) - چه کسی
# $moment (String)
programs-made = { $who }، { $moment }
# $moment (String)
programs-used = آخرین کاربرد { $moment }
programs-never-used = هنوز به کار نرفته
programs-links = لینک‌های پرداخت
programs-payments = پرداخت‌ها و بازپرداخت‌ها
programs-refunds = بازپرداخت‌ها
programs-payouts = واریزها
programs-wallet = کیف پول
programs-buildings = ساختمان‌ها
programs-charges = شارژها و بدهی‌ها
programs-webhooks = وب‌هوک‌ها
programs-manual-title = API پیوند
programs-manual-lead = هر کاری که در صفحه‌ها با لینک‌ها، پرداخت‌ها، واریزها و ساختمان‌ها می‌کنید، برنامهٔ شما نیز با همان قاعده‌ها می‌تواند بکند.
programs-rule-key = هر درخواست یک کلید دارد که در تنظیمات، بخش «برنامه‌ها»، ساخته می‌شود:
programs-rule-amounts = مبلغ‌ها عدد درست به ریال و زمان‌ها به شکل RFC 3339 است. بخش ناشناخته پذیرفته نمی‌شود.
programs-rule-idempotency = هر POST نامی از شما می‌خواهد؛ همان نام با همان بدنه همان پاسخ را می‌گیرد و دو بار انجام نمی‌شود:
programs-rule-pages = فهرست‌ها صفحه‌به‌صفحه است؛ صفحهٔ بعد از اینجا آغاز می‌شود:
programs-rule-problems = خطاها به شکل RFC 9457 است، با جمله‌های فارسی یا انگلیسی بر پایهٔ Accept-Language:
programs-rule-limits = هر کلید در دقیقه ۶۰۰ درخواست دارد؛ ماندهٔ آن در این سرآیند است:
programs-example = نمونه: ساختن یک لینک
programs-needs-scope = اجازه:
programs-required = لازم
programs-body = بدنه:
programs-answer = پاسخ:
programs-shapes = شکل داده‌ها
programs-problems = خطاها
programs-list-links = فهرست لینک‌ها، تازه‌ترین نخست
programs-create-link = ساختن یک لینک و فرستادن آن
programs-get-link = دیدن یک لینک
programs-change-link = تغییر یک لینک؛ آنچه نام برده نشود می‌ماند
programs-cancel-link = لغو یک لینک
programs-list-payments = فهرست پرداخت‌های همهٔ خدمت‌ها
programs-get-payment = دیدن یک پرداخت
programs-list-refunds = بازپرداخت‌های یک پرداخت
programs-create-refund = برگرداندن همه یا بخشی از پول یک پرداخت
programs-get-refund = دیدن یک بازپرداخت
programs-list-payouts = فهرست واریزها
programs-create-payout = ساختن یک واریز و پرسیدن حساب از گیرنده؛ تأیید و پرداخت با یک انسان است
programs-get-payout = دیدن یک واریز
programs-cancel-payout = لغو واریزی که پولش پرداخت نشده
programs-get-wallet = ماندهٔ کیف پول
programs-list-wallet-entries = گردش کیف پول، تازه‌ترین نخست
programs-list-buildings = فهرست ساختمان‌ها
programs-create-building = ساختن ساختمانی با طبقه‌های یکسان
programs-get-building = دیدن یک ساختمان
programs-list-units = واحدهای یک ساختمان
programs-get-unit = دیدن یک واحد
programs-list-charges = شارژهای یک ساختمان، تازه‌ترین نخست
programs-get-charge = دیدن یک شارژ
programs-list-debts = بدهکاران یک ساختمان، بیشترین بدهی نخست
programs-list-webhooks = فهرست وب‌هوک‌ها
programs-create-webhook = افزودن یک وب‌هوک
programs-get-webhook = دیدن یک وب‌هوک
programs-change-webhook = تغییر نشانی یا رویدادهای یک وب‌هوک
programs-remove-webhook = برداشتن یک وب‌هوک
programs-get-webhook-secret = دیدن رمز امضای یک وب‌هوک
programs-change-webhook-secret = رمز تازه؛ تا یک روز هر دو رمز امضا می‌کنند
programs-test-webhook = فرستادن یک رویداد آزمایشی؛ پنج بار در ساعت
programs-list-webhook-deliveries = رویدادهایی که به یک وب‌هوک رفته‌اند
programs-webhooks-title = وب‌هوک‌ها
programs-webhooks-lead = هر بار که پولی می‌رسد یا شارژی صادر می‌شود، به برنامهٔ شما خبر می‌دهیم؛ با امضا و به روش Standard Webhooks.
programs-endpoints = نشانی‌ها
programs-new-endpoint = نشانی تازه
programs-change-endpoint = نشانی و رویدادها
programs-make-endpoint = افزودن نشانی
programs-remove-endpoint = برداشتن این نشانی
programs-save = ذخیره
programs-url = نشانی
programs-url-hint = نشانی برنامهٔ شما روی اینترنت، مانند https://shop.example.ir/hooks
programs-url-not-one = نشانی را کامل بنویسید؛ با https:// آغاز می‌شود و حداکثر ۵۰۰ نویسه است.
programs-url-not-https = نشانی باید با https:// آغاز شود و نام کاربری یا درگاه (پورت) نداشته باشد.
programs-url-not-a-name = به جای عدد یا نام درونی، نام یک سایت را با نویسه‌های لاتین بنویسید.
programs-url-own = این نشانی خود پیوند است.
programs-types = رویدادها
programs-types-missing = دست‌کم یک رویداد از این فهرست برگزینید.
programs-endpoint-made = نشانی افزوده شد. رمز امضا را در برنامهٔ خود بگذارید و یک رویداد آزمایشی بفرستید.
programs-endpoint-changed = تغییر ذخیره شد.
programs-endpoint-removed = دیگر چیزی به آن نشانی فرستاده نمی‌شود.
programs-too-many-endpoints = شمار نشانی‌ها به ۱۰ رسیده است. یکی را بردارید.
programs-endpoint-lives = می‌رسد
programs-endpoint-failing = نمی‌رسد
programs-endpoint-given-up = کنار گذاشته شد
# $moment (String)
programs-endpoint-given-up-at = از { $moment } دیگر چیزی به اینجا نمی‌فرستیم، چون سه روز هیچ رویدادی نرسید. برنامه را درست کنید و نشانی را دوباره ذخیره کنید.
programs-secret = رمز امضا
programs-secret-hint = برنامهٔ شما با این رمز می‌فهمد که خبر از پیوند است. آن را به کسی نفرستید.
programs-new-secret = رمز تازه
programs-secret-changed = رمز تازه شد. تا یک روز هر خبر با هر دو رمز امضا می‌شود.
programs-secret-changed-lately = رمز در یک روز گذشته تازه شده است. بگذارید برنامه‌تان نخست آن را به کار بگیرد.
programs-test = رویداد آزمایشی
programs-test-sent = رویداد آزمایشی در راه است؛ نتیجه در پایین همین صفحه می‌آید.
programs-log = رویدادهای فرستاده‌شده
programs-arrived = رسید
programs-under-way = در راه
programs-given-up = نرسید
# $shown (String) - همان شمار
programs-attempts = { $count ->
   *[other] { $shown } بار کوشش
}
# $status (String)
programs-outcome-taken = پاسخ { $status }
# $status (String)
programs-outcome-refused = پاسخ { $status } به جای ۲۰۰
programs-outcome-not-reached = به نشانی نرسیدیم
programs-outcome-silent = پاسخی به‌موقع نیامد
programs-outcome-forbidden = این نشانی پذیرفته نیست
programs-send-again = فرستادن دوباره
programs-sent-again = رویداد دوباره در راه است.
programs-under-way-already = این رویداد هنوز در راه است.
programs-events = رویدادها
programs-events-lead = رویدادها به روش Standard Webhooks امضا می‌شوند؛ هر رویداد دست‌کم یک بار می‌رسد و تا ۷۲ ساعت دوباره فرستاده می‌شود. بدنهٔ آن تنها می‌گوید چه چیزی تغییر کرده است.
