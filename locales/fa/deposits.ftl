# گردش حساب بانک ساختمان: هر واریز با گزارش‌ها و بدهی‌ها سنجیده می‌شود.

# سرستون‌های بانک‌ها، با | از هم جدا؛ نخستین، نام معمول است.
deposits-headings-day = تاریخ | تاریخ تراکنش | تاریخ عملیات | تاریخ سند | تاریخ و زمان | تاریخ واریز | زمان تراکنش
deposits-headings-deposit = واریز | مبلغ واریز | واریزی | مبلغ واریزی | بستانکار | مبلغ بستانکار | گردش بستانکار | مبلغ گردش بستانکار | بس
deposits-headings-withdrawal = برداشت | مبلغ برداشت | برداشتی | بدهکار | مبلغ بدهکار | گردش بدهکار | مبلغ گردش بدهکار | بد
deposits-headings-amount = مبلغ | مبلغ تراکنش | مبلغ گردش
deposits-headings-tracking = شماره پیگیری | کد پیگیری | کد رهگیری | شماره رهگیری | شماره مرجع | شماره ارجاع | شناسه واریز | شناسه پرداخت
deposits-headings-document = شماره سند | سند | شماره تراکنش | شناسه تراکنش | شماره
deposits-headings-payer = واریزکننده | واریز کننده | نام واریزکننده | نام واریز کننده | صاحب حساب مبدا | نام صاحب حساب | شماره کارت | کارت مبدا | شماره کارت مبدا | حساب مبدا | شماره حساب مبدا | طرف حساب
deposits-headings-words = شرح | شرح تراکنش | شرح سند | توضیحات | توضیح | بابت | شرح عملیات | نوع تراکنش
deposits-title = گردش حساب بانک
deposits-why = فایل گردش حساب ساختمان را بدهید؛ هر واریز با گزارش ساکنان و بدهی‌ها سنجیده می‌شود. آنچه روشن نیست حدس زده نمی‌شود و از شما پرسیده می‌شود.
deposits-file = فایل گردش حساب
deposits-file-hint = CSV یا XLSX، همان که همراه‌بانک یا اینترنت‌بانک می‌دهد؛ تا ۲۰۰۰ ردیف. ستون تاریخ و واریز لازم است.
deposits-unit = مبلغ‌های فایل به چه واحدی است؟
deposits-unit-why = به همان واحدی که هنگام فرستادن فایل انتخاب می‌کنید
deposits-unreadable = این فایل خوانده نمی‌شود یا بیش از ۲۰۰۰ ردیف دارد. آن را CSV یا XLSX بگیرید.
deposits-no-headings = سرستون‌های تاریخ و واریز پیدا نشد. سطر سرستون‌ها باید در فایل باشد.
deposits-none = در این فایل واریزی نیست.
deposits-changed-meanwhile = از وقتی این صفحه باز شده چیزی عوض شده است. چیزی ثبت نشد؛ دوباره نگاه کنید.
# $matched (String)
# $ambiguous (String)
# $known (String)
# $unknown (String)
deposits-found = { $matched } روشن، { $ambiguous } مبهم، { $known } از پیش ثبت‌شده، { $unknown } ناشناس
deposits-nothing-booked = هنوز چیزی ثبت نشده است.
deposits-whose = بابت چیست؟
deposits-leave = ثبت نشود
# $name (String)
# $amount (String)
deposits-report-of = گزارش { $name }، { $amount }
# $name (String)
# $units (String)
# $amount (String)
deposits-debt-of = { $name } (واحد { $units })، بدهی { $amount }
deposits-known = از پیش ثبت‌شده
deposits-matched = روشن
deposits-ambiguous = مبهم
deposits-unknown = ناشناس
deposits-unknown-why = واریز ناشناس نگه داشته می‌شود ولی ثبت نمی‌شود؛ هر وقت شناختیدش، از همین صفحه به نام صاحبش ثبتش کنید.
deposits-book = ثبت آنچه انتخاب شده
# $booked (Number)
# $n (String)
deposits-booked = { $booked ->
    [0] گردش حساب نگه داشته شد؛ واریزی ثبت نشد.
   *[other] { $n } واریز ثبت و رسیدش فرستاده شد.
}
deposits-kept = واریزهای گردش‌حساب‌های پیشین
deposits-waiting = واریزهایی که صاحبشان معلوم نیست
deposits-waiting-why = هیچ‌کدام به حساب کسی ننشسته است. واریز را باز کنید و بگویید از کیست، یا اینکه پول ساکنان نیست.
deposits-aside = پول ساکنان نیست
# $day (String)
deposits-of-day = واریز { $day }
deposits-one-why = اگر می‌دانید این پول از کیست، به نام او ثبت کنید: روی بدهی‌اش می‌نشیند و رسید شماره‌دار برایش پیامک می‌شود.
deposits-one-suggested = شاید این باشد
deposits-one-others = همهٔ ساکنان
deposits-choose = انتخاب کنید
deposits-choose-one = بگویید این واریز از کیست.
# $name (String)
# $units (String)
deposits-account-of = { $name } (واحد { $units })
deposits-assign = ثبت به نام او
deposits-assigned = واریز ثبت و رسیدش فرستاده شد.
deposits-is-booked = این واریز ثبت شده است و دوباره ثبت نمی‌شود. اگر به نام کس دیگری بود، رسید را باطل کنید تا دوباره اینجا بماند.
deposits-is-known = پولی با همین مبلغ و همین شمارهٔ پیگیری پیش‌تر ثبت شده است؛ این واریز دوباره ثبت نمی‌شود. اگر پول دیگری است، از صفحهٔ همان ساکن ثبتش کنید.
deposits-set-aside = پول ساکنان نیست
deposits-set-aside-why = مثلاً سود بانک، وام یا پول خودتان. به حساب کسی نمی‌نشیند و دیگر پرسیده نمی‌شود؛ هر وقت بخواهید برمی‌گردد.
deposits-set-aside-reason = چه پولی است؟
deposits-set-aside-do = کنار بگذار
deposits-was-set-aside = واریز کنار گذاشته شد.
deposits-take-up = برگردان به واریزهای ناشناس
deposits-taken-up = واریز دوباره در فهرست ناشناس‌هاست.
deposits-bank-says = آنچه بانک نوشته
deposits-file-name = فایل
