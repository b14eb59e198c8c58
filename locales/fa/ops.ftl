# پشت صحنه: آنچه همکاران سرویس باید ببینند.

ops-title = پشت صحنه
ops-what = هر چه منتظر نگاه یک نفر است، با کاری که آن را تمام می‌کند.
ops-late = صف عقب افتاده است
ops-lag = انتظار صف
ops-lag-what = کاری که بیشتر از همه از وقتش گذشته
ops-no-lag = هیچ
ops-held = پول ثبت‌نشده
ops-held-what = پاسخ بانک با پرداخت جور نیست
ops-dead = کارهای مانده
ops-dead-what = هشت بار شد و نشد
ops-alarms = هشدارها
ops-alarms-what = چیزهای دیگری که باید دید
ops-undecided = پول بلاتکلیف
ops-undecided-what = سه روز است کسب‌وکار نگفته که این پول را می‌پذیرد یا برمی‌گرداند. اول به او زنگ بزنید.
ops-calm = همه چیز آرام است
ops-calm-what = کاری منتظر شما نیست.

ops-tracking = کد پیگیری
ops-differs-amount = بانک مبلغ دیگری می‌گوید. پیش از پرسیدن دوباره، با بانک روشن کنید که کدام درست است.
ops-differs-order = بانک شناسهٔ پرداخت دیگری می‌گوید. پیش از پرسیدن دوباره، با بانک روشن کنید که کدام درست است.
ops-differs-terminal = بانک شمارهٔ پذیرندهٔ دیگری می‌گوید. پیش از پرسیدن دوباره، با بانک روشن کنید پول به حساب چه کسی رفته است.
ops-differs-other = پاسخ بانک با این پرداخت جور نیست. پیش از پرسیدن دوباره، با بانک روشنش کنید.
ops-ask-bank = دوباره از بانک بپرس
ops-answered = بانک پاسخ داد و وضعیت پرداخت روشن شد.
ops-not-answered = بانک هنوز پاسخ روشنی نمی‌دهد.
ops-still-differs = پاسخ بانک هنوز با پرداخت جور نیست؛ چیزی ثبت نشد.

ops-revive = دوباره امتحان کن
ops-revived = کار به صف برگشت.
ops-job-deliver-notice = رساندن یک پیام
ops-job-ask-bank = پرسیدن از بانک
ops-job-abandon-payment = بستن پرداخت نیمه‌کاره
ops-job-give-back = برگرداندن پول به کارت
ops-job-link-paid = خبر دادن پرداخت
ops-job-link-expired = خبر دادن پایان مهلت
ops-job-send-transfer = فرستادن پول به حساب
ops-job-payout-share = گفتن اینکه سهم گیرندهٔ حواله می‌تواند برود
ops-job-ask-rail = پرسیدن از سامانهٔ انتقال
ops-job-transfer-moved = ثبت نتیجهٔ انتقال
ops-job-payout-paid = آماده کردن واریز پرداخت‌شده
ops-job-close-blocks = بستن و مهر کردن دفترها
ops-job-watch-transfers = مراقبت از پول‌هایی که بیرون می‌روند
ops-job-payout-expired = خبر دادن پایان مهلت واریز
ops-job-tidy = رفت‌وروب

ops-solve = دیدم و حل شد
ops-solved = هشدار کنار گذاشته شد.
ops-payment-differs = پاسخ بانک با پرداخت جور نیست
ops-payment-unknown = بانک سه روز است پاسخ روشنی نمی‌دهد
ops-bank-changed-its-mind = بانک حرفش را عوض کرده است
ops-money-without-page = بانک از پولی می‌گوید که برایش صفحه‌ای باز نشده بود؛ از بانک بپرسید از آنِ کیست
ops-refund-differs = بانک می‌گوید همهٔ پولی برگشته که فقط بخشی از آن را برگردانده بودیم؛ از بانک بپرسید باقی کجاست. چیزی در دفترها ثبت نشد
ops-books-broken = دفترها با یکی از گزاره‌های همیشگی جور نیستند؛ دستور peyvand audit ردیف‌ها را نشان می‌دهد. تا روشن شدن، چیزی را دستی تغییر ندهید
ops-reference-reused = بانک یک شناسه را دو بار داده است
ops-give-back-refused = بانک پول را برنمی‌گرداند
ops-job-dead = کاری از صف بیرون مانده است
ops-bank-took-back = بانک پولی را که رسیده اعلام کرده بود پس گرفت. دفترها هم با آن جور شدند؛ فروشنده را خبر کنید
ops-give-back = برگرداندن به کارت
ops-given-back = پول به کارت پرداخت‌کننده برگردانده می‌شود.
ops-gateway-misconfigured = درگاهی ما را نمی‌شناسد: کلید، نشانی ثبت‌شده یا حساب آن را درست کنید
ops-sharing-refused = درگاهی سهم گیرنده را در همان پرداخت به حسابش واریز نمی‌کند: قرارداد تسهیم یا شبای ثبت‌شده را درست کنید. تا آن وقت انتقال‌ها از راه معمول می‌روند
ops-job-stuck = کاری پشت سر هم ناکام می‌ماند؛ برنامه خودش باز هم آن را امتحان می‌کند
ops-links-guessed = کسی نشانی‌های محرمانه را حدس می‌زند
ops-codes-pumped = برای شماره‌هایی کد خواسته می‌شود که کسی آن را نمی‌نویسد؛ ثبت‌نام تازه بسته است
ops-codes-guessed = کسی دارد کدهای تأیید را حدس می‌زند
ops-carrier-misconfigured = فرستندهٔ پیام تا درست‌شدن تنظیمش چیزی نمی‌فرستد
ops-message-money-spent = پول پیامک امروز تمام شد
ops-messages-held = درخواست‌های یک کسب‌وکار نگه داشته شد، چون بسیاری نمی‌رسد
ops-job-link-decided = خبر تصمیم به پرداخت‌کننده
ops-job-remind-of-link = یادآوری لینک پرداخت
ops-job-sweep-unverified = پرسیدن پرداخت‌های تأییدنشده از درگاه‌ها
ops-job-deliver-webhook = خبر دادن به برنامهٔ فروشنده
ops-job-make-payouts = ساخت واریزهای گروهی
ops-job-settle-wallets = تسویهٔ کیف پول‌ها
ops-job-audit-books = بررسی دفترها
ops-job-ask-carriers = پرسیدن وضعیت پیام‌ها
ops-job-issue-charges = صدور شارژ ماه
ops-job-charge-paid = خبر رسیدن شارژ
ops-job-remind-residents = یادآوری به ساکنان
ops-job-link-refunded = خبر برگشت وجه
ops-job-make-links = ساخت لینک‌های گروهی
ops-transfer-unknown = ده دقیقه است معلوم نیست پولی به مقصد رسیده یا نه
ops-transfer-returned = بانک گیرنده پول را برگرداند
ops-rail-changed-its-mind = سامانهٔ انتقال حرفش را عوض کرده است
ops-rail-too-poor = موجودی ما نزد سامانهٔ انتقال کافی نیست؛ واریزها منتظرند
ops-rail-misconfigured = سامانهٔ انتقال دستورهای ما را نمی‌پذیرد
ops-transfers-stopped = واریزها نگه داشته شدند، چون سامانهٔ انتقال پاسخ نمی‌دهد
ops-inquiry-misconfigured = استعلام حساب تا درست‌شدن تنظیمش پاسخ نمی‌دهد: کلید، اعتبار یا سقف روزانه را ببینید

## پول‌هایی که بیرون می‌روند

ops-transfers = پول‌هایی که بیرون می‌روند
ops-transfers-what = چیزی دو بار فرستاده نمی‌شود؛ دربارهٔ نامعلوم‌ها از سامانهٔ انتقال می‌پرسیم.
ops-transfers-calm = هیچ انتقالی نامعلوم نیست
ops-transfers-calm-what = هر پولی که به راه افتاده، معلوم است کجاست.
ops-transfers-unknown = نامعلوم‌ها
ops-ask-rail = از سامانه بپرس
ops-never-made = انجام نشده است
ops-rail-answered = سامانه پاسخ داد.
ops-rail-silent = سامانه هنوز پاسخ روشنی نمی‌دهد.
ops-verdict-first = نظر شما ثبت شد؛ یک نفر دیگر هم باید همین را بگوید.
ops-verdict-decided = این انتقال انجام‌نشده ثبت شد و پولش به صاحبش برگشت.
ops-verdict-too-early = هنوز نمی‌شود چنین گفت: یا سامانه آن را می‌شناسد یا یک روز نگذشته است.
ops-stop-all = همهٔ واریزها
ops-stop-reason = چرا نگه داشته شوند؟
ops-stop-reason-missing = دلیل را در یک جملهٔ کوتاه بنویسید.
ops-stop-scope = چه چیزی نگه داشته شود؟
ops-stop-title = نگه داشتن واریزها
ops-stop-scope-missing = انتخاب کنید که چه چیزی نگه داشته شود.
# $rail (String)
ops-stop-rail = هر چه با سامانهٔ { $rail } می‌رود
ops-stop-do = نگه دار
ops-stop-stands = نگه داشته شده
ops-stop-lift = راه بینداز
ops-stopped = واریزها نگه داشته شدند.
ops-stop-lifted = واریزها دوباره راه افتادند.

## درگاه‌ها

ops-gateways-down = شرکت‌هایی که پاسخ نمی‌دهند
# $gateway (String) - the gateway's name
ops-terminal-of-a-merchant = { $gateway }، پایانهٔ خود یک فروشنده
ops-carrier-down-since = پیام‌ها از راه دیگری می‌روند یا می‌مانند؛ این یکی خودبه‌خود دوباره امتحان می‌شود. از
ops-carrier-tried = پیام بعدی به همین شرکت سپرده می‌شود.
ops-gateway-down-since = پرداخت‌کننده‌ها به درگاه دیگر می‌روند و هر دقیقه یک نفر این را امتحان می‌کند. از
ops-gateway-try = همین حالا امتحان شود
ops-gateway-tried = پرداخت‌کنندهٔ بعدی دوباره به این درگاه می‌رود.
ops-gateways = حال درگاه‌ها
ops-gateway-is-well = پاسخ می‌دهد
ops-gateway-is-silent = پاسخ نمی‌دهد
# $code (String)
ops-gateway-refuses = ما را نمی‌پذیرد (کد { $code })
# $moment (String)
ops-gateway-asked-at = آخرین بار { $moment } از آن پرسیدیم.
# $moment (String)
ops-gateway-unwell-since = از { $moment } چنین است. تا آن وقت که پاسخ بدهد، پرداخت‌کننده‌ها به درگاه بعدی می‌روند.
ops-gateway-ask = همین حالا بپرس
ops-gateway-not-well = این درگاه هنوز درست پاسخ نمی‌دهد.
ops-gateway-silent = درگاهی چند دقیقه است که پاسخ نمی‌دهد؛ پرداخت‌های آن تا پاسخ بانک باز می‌مانند
ops-job-watch-gateways = پرسیدن حال درگاه‌ها
