# صفحهٔ نخست و حسابداری.

# $name (String)
reports-hello = سلام، { $name }
reports-new-link = لینک پرداخت تازه
reports-first-title = نخستین لینک پرداخت را بسازید
reports-first = عنوان و مبلغ را بنویسید؛ لینک ساخته می‌شود و می‌توانید آن را پیامک یا کپی کنید. پرداخت‌ها همین‌جا دیده می‌شود.
reports-first-link = ساخت نخستین لینک

## رقم‌های بالای صفحه

reports-balance = موجودی
reports-balance-is = پس از کم کردن کارمزد
reports-today = امروز
# $count (Number)
# $shown (String)
reports-payments = { $count ->
    [0] بدون پرداخت
   *[other] { $shown } پرداخت
}
# $days (String)
reports-last-days = { $days } روز گذشته
# $percent (String)
# $days (String)
reports-more-than-before = { $percent } بیشتر از { $days } روز پیش از آن
# $percent (String)
# $days (String)
reports-less-than-before = { $percent } کمتر از { $days } روز پیش از آن
# $days (String)
reports-as-before = به اندازهٔ { $days } روز پیش از آن
# $days (String)
reports-nothing-before = در { $days } روز پیش از آن پرداختی نبود
reports-open-links = لینک‌های باز
# $sum (String)
reports-open-sum = جمعاً { $sum }
# $sum (String)
# $links (String)
reports-open-among = { $sum }، از { $links } لینک تازه‌تر

## منتظر شما

reports-todo = منتظر شما
# $count (Number)
# $shown (String)
reports-things = { $count ->
   *[other] { $shown } کار
}
# $count (Number)
# $shown (String)
reports-task-undecided = { $count ->
    [one] یک پرداخت منتظر تصمیم شماست
   *[other] { $shown } پرداخت منتظر تصمیم شماست
}
# $sum (String)
reports-task-sum = جمعاً { $sum }
reports-decide = بررسی و تصمیم
# $count (Number)
# $shown (String)
reports-task-held = { $count ->
    [one] پاسخ بانک برای یک پرداخت با حساب ما جور نیست
   *[other] پاسخ بانک برای { $shown } پرداخت با حساب ما جور نیست
}
reports-task-held-why = همکاران ما آن را بررسی می‌کنند و پول گم نمی‌شود.
reports-see-payments = دیدن پرداخت‌ها
# $title (String)
# $moment (String)
reports-task-expires = مهلت { $title } تمام می‌شود: { $moment }
# $count (Number)
# $shown (String)
reports-task-expiring = { $count ->
   *[other] مهلت { $shown } لینک پرداخت تا فردا تمام می‌شود
}
reports-see-link = دیدن لینک
reports-see-links = دیدن لینک‌ها
# $recipient (String)
reports-task-sms-failed = پیامک به { $recipient } نرسید
# $recipient (String)
reports-task-email-failed = ایمیل به { $recipient } نرسید
# $title (String)
# $moment (String)
reports-task-about = { $title } · { $moment }

## نمودار

reports-daily = دریافتی
# $amount (String)
# $name (String)
reports-chart-said = نمودار دریافتی؛ بیشترین: { $name }، { $amount }
reports-chart-is-empty = نمودار دریافتی؛ در این مدت پرداختی نبوده است
# $from (String)
# $to (String)
reports-range = { $from } تا { $to }
# $month (String)
# $year (String)
reports-month = { $month } { $year }
reports-step-day = روز
reports-step-month = ماه
reports-step-year = سال
reports-numbers = دیدن عددها

## پرداخت‌ها و خبرها

reports-latest = پرداخت‌های تازه
reports-all-payments = همهٔ پرداخت‌ها
reports-no-payment-yet = هنوز پرداختی نرسیده است.
reports-news = خبرها
reports-seen = همه را دیدم
reports-fresh = تازه

reports-payer = پرداخت‌کننده
reports-payer-unknown = بی‌نام
reports-title = بابت
reports-time = زمان
reports-state = وضعیت
reports-tracking = کد پیگیری
reports-codes = پیگیری و مرجع بانک
reports-bank-number = شمارهٔ مرجع بانک
reports-card = کارت
# $unit (String)
reports-amount-in = مبلغ ({ $unit })
# $unit (String)
reports-gross-in = مبلغ ({ $unit })
# $unit (String)
reports-fee-in = کارمزد ({ $unit })
# $unit (String)
reports-net-in = خالص ({ $unit })

reports-paid = پرداخت‌شده
reports-suspended = منتظر تصمیم شما
reports-being-given-back = در حال برگشت
reports-given-back = برگشت به کارت
reports-held = در دست بررسی
reports-at-the-bank = در انتظار بانک
reports-opened = آغازشده
reports-refused = ناموفق
reports-abandoned = نیمه‌کاره
reports-why-late = پس از پایان مهلت رسید
reports-why-extra = پیش از آن کس دیگری پرداخته بود
reports-why-withdrawn = لینک پیش از رسیدن پول لغو شده بود
reports-accept = پذیرفتن پول
reports-give-back = برگرداندن به کارت

## حسابداری

reports-periods = دوره‌های آماده
reports-this-month = این ماه
reports-last-month = ماه پیش
reports-this-year = امسال
reports-search-in = جست‌وجو در پرداخت‌ها
reports-search = جست‌وجو
reports-about = عنوان یا شناسهٔ لینک
# $count (Number)
# $shown (String)
reports-links-found = { $count ->
    [0] لینکی با این نام نیست.
    [one] فقط برای لینک:
   *[other] برای { $shown } لینک، از جمله:
}
# $max (String)
reports-too-many-links = بیش از { $max } لینک این واژه را دارند؛ بیشتر از عنوانش را بنویسید.
reports-more-filters = فیلترهای دیگر
reports-payer-filter = نام یا موبایل پرداخت‌کننده
# $unit (String)
reports-min = از مبلغ ({ $unit })
# $unit (String)
reports-max = تا مبلغ ({ $unit })
reports-maker = سازندهٔ لینک
reports-anybody = همه
reports-amount-is-unknown = مبلغ را با رقم بنویسید، مانند ۲۵۰۰۰۰.
reports-amount-is-too-large = این مبلغ بزرگ‌تر از هر پرداختی است.
reports-amounts-are-reversed = «تا مبلغ» نباید کمتر از «از مبلغ» باشد.
reports-any-link = همهٔ لینک‌ها
reports-from = از روز
reports-to = تا روز
reports-show = نمایش
reports-day-is-unknown = روز را این‌طور بنویسید: ۱۴۰۵/۰۹/۰۱
reports-days-are-reversed = پایان دوره باید همان روز آغاز یا پس از آن باشد.

reports-state-booked = پرداخت‌شده
reports-state-suspended = منتظر تصمیم
reports-state-given-back = برگشت به کارت
reports-state-waiting = بی‌نتیجه تا کنون
reports-state-failed = ناموفق
reports-state-all = همه

# $count (Number)
# $shown (String)
# $sum (String)
reports-undecided = { $count ->
    [one] یک پرداخت به مبلغ { $sum } منتظر تصمیم شماست و تا پذیرفته نشود در جمع‌ها نمی‌آید.
   *[other] { $shown } پرداخت به مبلغ { $sum } منتظر تصمیم شماست و تا پذیرفته نشود در جمع‌ها نمی‌آید.
}
reports-see-and-decide = دیدن و تصمیم

reports-gross = دریافت
reports-fee = کارمزد
reports-fee-is = آنچه درگاه برداشته است
reports-net = خالص
reports-net-is = دریافت منهای کارمزد
reports-terminal = درگاه
# $gateway (String)
reports-own-terminal = درگاه خودتان: { $gateway }
reports-house-terminal = پیوند
reports-own = به درگاه خودتان
reports-own-is = یک‌راست به حساب شما رفته و در کیف پول نیست
reports-wallet = گردش موجودی
reports-wallet-is = در همین دوره، از روی دفتر

reports-rows-title = پرداخت‌ها
# $count (Number)
# $shown (String)
reports-rows = { $count ->
   *[other] { $shown } ردیف
}
# $shown (String)
reports-rows-more-than = بیش از { $shown } ردیف
reports-first-page = صفحهٔ نخست
reports-nothing-found = با این فیلترها پرداختی نیست.
reports-print = چاپ

## خروجی

reports-csv = خروجی CSV
reports-csv-day = تاریخ
reports-csv-moment = تاریخ میلادی
reports-csv-mobile = شمارهٔ موبایل
reports-csv-gross = مبلغ (ریال)
reports-csv-fee = کارمزد (ریال)
reports-csv-net = خالص (ریال)

## فایل و صورت‌حساب

reports-xlsx = خروجی اکسل
reports-receipt-number = شمارهٔ رسید
# $number (String)
reports-receipt = رسید { $number }
reports-reference = شناسهٔ لینک
reports-statement = صورت‌حساب موجودی
reports-movements = جابه‌جایی‌ها
reports-movement = شرح
reports-nothing-moved = در این دوره پولی جابه‌جا نشده است.
reports-opening = موجودی آغاز دوره
reports-opening-is = پیش از نخستین روز
reports-closing = موجودی پایان دوره
reports-closing-is = پس از واپسین روز
reports-came = واریز
reports-came-is = پس از کم کردن کارمزد درگاه
reports-went = برداشت
reports-went-is = آنچه از موجودی رفت
# $unit (String)
reports-came-in = واریز ({ $unit })
# $unit (String)
reports-went-in = برداشت ({ $unit })
# $unit (String)
reports-balance-in = مانده ({ $unit })
reports-csv-came = واریز (ریال)
reports-csv-went = برداشت (ریال)
reports-csv-balance = مانده (ریال)
reports-moved-by-payment = دریافت با لینک
reports-moved-by-acceptance = پذیرش پول منتظر
reports-moved-by-refund = برگشت به پرداخت‌کننده
reports-moved-by-payout = پرداخت به دیگری
reports-moved-by-return = برگشت پرداخت به دیگری
reports-moved-by-extra = پول اضافهٔ پرداخت
reports-moved-by-settlement = تسویه به حساب خود
reports-moved-by-settlement-return = برگشت تسویه
reports-moved-by-debt = بدهی بابت پول پس‌گرفته
reports-moved-by-paying-debt = پرداخت بدهی
reports-moved-by-refused-refund = بانک پول را به پرداخت‌کننده برنگرداند
# $amount (String)
reports-refunded = { $amount } به کارت برگشته یا در راه است
reports-moved-otherwise = جابه‌جایی دیگر

## نمودار و نماهای نگه‌داشته

reports-steps = گام نمودار
reports-by-day = روزانه
reports-by-month = ماهانه
reports-count = تعداد
reports-views = نماهای نگه‌داشته
reports-view-name = نام این نما
reports-keep-view = نگه داشتن
reports-forget-view = پاک کردن
# $max (String)
reports-view-needs-a-name = برای این نما نامی بنویسید، تا { $max } حرف.
# $name (String)
reports-view-kept = نمای { $name } نگه داشته شد.
reports-view-gone = نما پاک شد.
# $max (String)
reports-too-many-views = بیش از { $max } نما نگه داشته نمی‌شود؛ یکی را پاک کنید.

## صفحهٔ نخست

reports-quick = لینک فوری
reports-quick-title = بابت
# $count (Number)
# $shown (String)
reports-task-refused = { $count ->
    [one] پرداخت یک لینک ناموفق ماند
   *[other] پرداخت { $shown } لینک ناموفق ماند
}
reports-task-refused-why = در دو روز گذشته، و کسی دوباره نپرداخته است.

reports-label = برچسب
reports-any-label = هر برچسبی
reports-labels = برچسب‌ها
reports-answers = پاسخ‌های پرداخت‌کننده
reports-rest = واریزها و برگشت‌ها
reports-rest-is = آنچه جز پرداخت‌ها موجودی را جابه‌جا کرد
reports-taken-back = بانک پس گرفت
# $payer (String)
# $title (String)
reports-task-wish-of = { $payer } برای «{ $title }» مهلت تازه می‌خواهد
# $title (String)
reports-task-wish = برای «{ $title }» مهلت تازه خواسته‌اند
reports-grant = سه روز مهلت بده
reports-outgoing = واریزها و تسویه‌ها
reports-out-rows = انتقال‌ها
reports-out-recipient = گیرنده
reports-out-destination = مقصد
reports-out-tracking = شمارهٔ پیگیری
reports-out-arrived = به حساب رسید
reports-out-inside = واریز به دست درگاه
reports-out-arrived-is = در همین دوره، بی کارمزد
reports-out-fees = کارمزدها
reports-out-fees-is = از آنچه رسید
reports-out-under-way = در راه
reports-out-under-way-is = هنوز به حساب نرسیده
reports-out-came-back = بانک برگرداند
reports-out-refused = انجام نشد
reports-out-arrived-at = زمان واریز
# $unit (String)
reports-out-gross-in = برداشت ({ $unit })
# $unit (String)
reports-out-fee-in = کارمزد ({ $unit })
# $unit (String)
reports-out-net-in = به حساب ({ $unit })
reports-csv-out-gross = برداشت (ریال)
reports-csv-out-fee = کارمزد (ریال)
reports-csv-out-net = به حساب (ریال)

reports-ledger = دفتر کل
reports-books = حساب‌ها
reports-book = حساب
reports-journals = گردش‌ها
# $unit (String)
reports-opening-in = اول دوره ({ $unit })
# $unit (String)
reports-closing-in = پایان دوره ({ $unit })
# $unit (String)
reports-legs-in = اثر بر حساب‌ها ({ $unit })
# $count (String)
reports-more-legs = و { $count } ردیف دیگر، همه در فایل خروجی
reports-all-books = همهٔ حساب‌ها
# $building (String)
# $book (String)
reports-book-of = { $building }، { $book }
# $unit (String)
# $resident (String)
reports-book-party = واحد { $unit }، { $resident }
reports-book-wallet = کیف پول
reports-book-payouts = پول در راه گیرندگان
reports-book-refunds = پول در راه برگشت به پرداخت‌کنندگان
reports-book-settlements = پول در راه حساب خود
reports-book-receivable = بدهی به پیوند
reports-book-terminal = دریافتی درگاه‌های خود
reports-book-terminal-taken = سهم فروش از درگاه‌های خود
reports-book-terminal-waiting = پول منتظر در درگاه‌های خود
reports-book-debts = بدهی واحدها
reports-book-cash = پرداخت از درگاه
reports-book-hand = دریافتی بیرون از درگاه
reports-book-waived = بخشوده و تخفیف
reports-book-opening = مانده‌های پیش از پیوند
reports-book-fund-operating = شارژ صندوق جاری
reports-book-fund-reserve = شارژ صندوق ذخیره
reports-book-fund-works = شارژ صندوق طرح‌ها
reports-book-fees = کارمزد
reports-book-expenses = هزینه‌های ثبت‌شده
# $count (String)
reports-book-expenses-are = { $count } هزینه، به تاریخ همین دوره
# $share (String)
reports-book-collected = { $share } وصول شده
# $fees (String)
reports-fees-of-period = کارمزد درگاه و واریز در این دوره: { $fees }
reports-moved-by-charge = صدور شارژ
reports-moved-by-charge-payment = پرداخت شارژ از درگاه
reports-moved-by-hand = دریافت بیرون از درگاه
reports-moved-by-waiver = بخشودگی یا تخفیف
reports-moved-by-late-fee = جریمهٔ دیرکرد
reports-moved-by-opening = ماندهٔ پیش از پیوند
reports-moved-by-expense = پرداخت هزینه با لینک واریز
reports-moved-by-giving-back = کنار گذاشتن پیش‌پرداخت برای پس‌دادن
reports-moved-by-credit-back = برگشت به پیش‌پرداخت
reports-moved-by-credit-left = رفتن پیش‌پرداخت پس‌داده
reports-moved-by-transfer = رسیدن پول به مقصد
reports-moved-by-refund-given = رسیدن پول به پرداخت‌کننده
reports-moved-back = برگشت گردش پیشین
reports-csv-journal = شناسهٔ سند
reports-csv-who = طرف
reports-csv-kept = کارمزد (ریال)
# $month (String)
reports-closing-of = بستن { $month }
# $month (String)
reports-close = { $month } را ببند
reports-close-why = با بستن ماه، گردش هر حساب و جمع هزینه‌های آن با یک اثر انگشت نگه داشته می‌شود؛ هر گزارش بعدی این ماه با آن سنجیده می‌شود.
reports-closed = ماه بسته شد
reports-closing-holds = همان است که بسته شد
reports-closing-broke = پس از بستن تغییر کرده است
# $member (String)
# $at (String)
reports-closed-by = { $member } در { $at } بست.
# $times (String)
reports-closed-again = این { $times }مین بستن است.
reports-digest = اثر انگشت
reports-digest-why = هر کس این عدد را یادداشت کند، بعد می‌بیند که دفتر این ماه دست نخورده است.
# $book (String)
# $was (String)
# $is (String)
reports-closing-differs = { $book }: هنگام بستن { $was }، اکنون { $is }
# $came (String)
# $went (String)
reports-closing-figures = واریز { $came } و برداشت { $went }
reports-closing-nothing = هیچ
