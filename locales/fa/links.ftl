# لینک پرداخت: صفحهٔ پرداخت‌کننده و صفحه‌های فروشنده.

## صفحهٔ پرداخت‌کننده

# $merchant (String)
links-pay-title = پرداخت به { $merchant }
links-pay-neutral = صفحهٔ پرداخت
links-asks-you = از شما درخواست پرداخت کرده است
links-you-choose = مبلغ را شما تعیین می‌کنید
links-for = برای
links-reference = شمارهٔ سفارش
links-deadline = مهلت
links-on-bank-page = در صفحهٔ بانک
links-how-much = چه مبلغی می‌پردازید؟
# $min (String) - رقم بی‌واحد
# $max (String) - رقم با واحد
links-range = از { $min } تا { $max }
# $min (String)
links-range-from = دست‌کم { $min }
# $max (String)
links-range-to = حداکثر { $max }
links-your-name = نام شما
links-your-mobile = موبایل شما
links-your-mobile-hint = رسید به این شماره پیامک می‌شود.
# $amount (String)
links-pay-amount = پرداخت { $amount }
links-to-bank = رفتن به درگاه بانک
links-bank-only = به درگاه امن بانک می‌روید. شمارهٔ کارت و رمز شما را فقط بانک می‌بیند.
links-no-bank = صفحهٔ بانک باز نشد و پولی از شما کم نشد. چند لحظهٔ دیگر دوباره دکمهٔ پرداخت را بزنید.
# $time (String)
links-too-often = از اینجا چند بار پشت سر هم پرداخت آغاز شده است. { $time } دیگر دوباره دکمه را بزنید.
links-gate-wait = برای این لینک چند پرداخت آغاز شده و تمام نشده است. سه ثانیه صبر کنید و دوباره دکمه را بزنید.
links-gate-digits-why = برای این لینک چند پرداخت آغاز شده و تمام نشده است. برای ادامه، چهار رقم آخر موبایلی را بنویسید که لینک به آن فرستاده شده است.
links-gate-digits = چهار رقم آخر موبایل
links-gate-wrong = این چهار رقم آخر موبایلی نیست که لینک برای آن ساخته شده است.
links-dead-paid = این لینک پرداخت شده است
links-dead-paid-why = لازم نیست چیزی بپردازید. اگر خودتان پرداخته‌اید، رسید در پیامکی است که برایتان آمده.
links-dead-paid-without-sms = لازم نیست چیزی بپردازید. اگر خودتان پرداخته‌اید، رسید همان صفحه‌ای است که پس از پرداخت دیدید.
links-dead-closed = فروشنده این لینک را لغو کرده است
links-dead-closed-why = لازم نیست چیزی بپردازید. اگر فکر می‌کنید اشتباهی شده، با فروشنده تماس بگیرید.
links-dead-expired = مهلت پرداخت این لینک تمام شده است
# $until (String)
links-dead-expired-why = مهلت تا { $until } بود. اگر همین حالا در صفحهٔ بانک هستید، نتیجه همان‌جا به شما گفته می‌شود؛ وگرنه از فروشنده لینک تازه بخواهید.
links-call = تماس با

## وضعیت

links-awaiting = در انتظار پرداخت
links-active = فعال
links-paid = پرداخت‌شده
links-closed = لغوشده
links-expired = منقضی‌شده
links-payment-paid = پرداخت‌شده
links-payment-given-back = برگشت به کارت
links-payment-undecided = منتظر تصمیم شما
links-payment-held = در دست بررسی
links-payment-at-bank = در صفحهٔ بانک
links-payment-failed = ناموفق
links-payment-abandoned = به بانک نرسید
links-suspense-late = پس از پایان مهلت رسید
links-suspense-extra = لینک پیش‌تر پرداخت شده بود
links-suspense-withdrawn = لینک را لغو کرده بودید

## فهرست

links-title = لینک‌های پرداخت
links-new = لینک پرداخت تازه
links-list = فهرست لینک‌ها
links-by-state = فهرست بر پایهٔ وضعیت
links-all = همه
links-tab-open = در انتظار
links-search = جست‌وجو
links-show = نمایش
links-purpose = بابت
links-payer = پرداخت‌کننده
links-state = وضعیت
# $unit (String)
links-amount-in = مبلغ ({ $unit })
links-anyone = هر کسی
links-no-deadline = بی‌مهلت
links-chosen-short = دلخواه
# $shown (String)
# $until (String)
links-until-and-payments = { $count ->
   *[other] { $until } · { $shown } پرداخت
}
links-empty = هنوز لینکی نساخته‌اید
links-empty-why = بابت و مبلغ را بنویسید؛ لینک با پیامک می‌رود و همین‌که پرداخت شد خبرتان می‌کنیم.
links-none-found = لینکی با این مشخصات نیست
links-none-found-why = واژهٔ دیگری بنویسید یا همهٔ لینک‌ها را ببینید.

## ساخت

links-what-for = بابت چه؟
links-what-for-hint = پرداخت‌کننده همین را می‌بیند. مثلاً «سفارش ۳۴۷»
links-amount = مبلغ
links-kind-fixed = من تعیین می‌کنم
links-kind-open = پرداخت‌کننده تعیین کند
# $unit (String)
links-amount-in-unit = مبلغ به { $unit }
links-min = کمترین مبلغ
links-max = بیشترین مبلغ
links-suggestions = مبلغ‌های پیشنهادی
links-suggestions-hint = اختیاری؛ پرداخت‌کننده با یک کلیک یکی را برمی‌دارد.
# $place (String)
links-suggestion-of = پیشنهاد { $place }
links-expiry-1d = ۲۴ ساعت
links-expiry-3d = ۳ روز
links-expiry-7d = یک هفته
links-expiry-30d = یک ماه
links-expiry-span = مدت دیگر
links-expiry-date = تاریخ دیگر
links-span = چند ساعت یا روز؟
links-span-unit = واحد مدت
links-hours = ساعت
links-days = روز
links-until-day = تا چه روزی؟
links-for-whom = گیرندهٔ لینک
links-payer-name = نام پرداخت‌کننده
links-mobile = موبایل
links-email = ایمیل
links-by-sms = با پیامک بفرست
links-by-email = با ایمیل بفرست
links-more = گزینه‌های بیشتر
links-reference-of = شمارهٔ سفارش یا فاکتور
links-reference-hint = برای پیدا کردن در حسابداری؛ پرداخت‌کننده هم می‌بیند.
links-description = توضیح برای پرداخت‌کننده
links-how-often = چند بار می‌توان پرداخت کرد؟
links-how-often-short = چند بار
links-uses-one = یک بار
links-uses-up-to = تا چند بار
links-uses-many = هر چند بار
# $max (String)
# $taken (String)
links-uses-some = { $taken } از { $max } بار
links-uses-count = حداکثر چند بار؟
links-direct = یک‌راست به درگاه بانک برود
links-direct-hint = برای مبلغ ثابت: گوشی پرداخت‌کننده خودش به صفحهٔ بانک می‌رود.
links-preview = دیدن پیام
links-preview-title = متن پیامک
# $shown (String)
links-sms-parts = { $count ->
   *[other] { $shown } بخش پیامک. نشانی، پس از ساخت لینک کار می‌کند.
}
links-make = ساخت و ارسال لینک
links-leave = انصراف
links-then = بعدش چه می‌شود؟
links-then-1 = لینک برای پرداخت‌کننده می‌رود
links-then-1-more = پیامک، ایمیل یا QR که خودتان نشان می‌دهید
links-then-2 = با یک کلیک به درگاه بانک می‌رسد
links-then-3 = همان لحظه به شما خبر می‌دهیم
links-then-3-more = پرداخت شد یا مهلت گذشت
links-then-4 = در حسابداری ثبت شده است
links-made = لینک ساخته شد. نشانی یا کد QR را خودتان برسانید.
links-made-and-sent = لینک ساخته و فرستاده شد.
# $name (String)
links-made-and-sent-to = لینک ساخته و برای { $name } فرستاده شد.

## خطاها

links-title-missing = بنویسید پول بابت چیست، مثلاً «سفارش ۳۴۷»
# $max (String)
links-too-long = این متن بلند است؛ حداکثر { $max } نویسه بنویسید
links-no-card-numbers = شمارهٔ کارت را اینجا ننویسید؛ دیگران این متن را می‌بینند
links-not-a-mobile = شمارهٔ موبایل را کامل بنویسید، مثلاً ۰۹۱۲۳۴۵۶۷۸۹
links-not-an-email = نشانی ایمیل را کامل بنویسید، مثلاً name@example.com
links-amount-missing = مبلغ را بنویسید
links-amount-not-a-number = مبلغ را فقط با رقم بنویسید، مثلاً ۲٬۴۵۰٬۰۰۰
# $min (String)
links-amount-too-small = مبلغ دست‌کم { $min } باشد
# $max (String)
links-amount-too-large = مبلغ حداکثر { $max } باشد
links-max-below-min = بیشترین مبلغ از کمترین مبلغ کمتر است
links-suggestion-outside = پیشنهادها میان کمترین و بیشترین مبلغ باشند
links-span-wrong = مدت را با عدد بنویسید، مثلاً ۴۸ ساعت یا ۱۰ روز
links-no-such-day = چنین روزی در تقویم نیست
links-day-has-passed = این زمان گذشته یا بسیار دور است؛ زمان دیگری برگزینید
links-uses-wrong = شمار پرداخت‌ها را با عدد بنویسید، مثلاً ۲۰

## صفحهٔ لینک

links-facts = مشخصات
links-chosen = مبلغ را پرداخت‌کننده تعیین می‌کند
links-events = رویدادها
links-event-made = لینک ساخته شد
links-event-closed = لینک لغو شد
links-event-expired = مهلت گذشت
links-event-waiting = منتظر پرداخت
# $until (String)
links-event-until = مهلت: { $until }
# $amount (String)
# $state (String)
links-event-payment = پرداخت { $amount }: { $state }
# $state (String)
# $what (String)
links-event-sending = { $what }: { $state }
links-sending-asked = پیام لینک به پرداخت‌کننده
links-sending-paid = خبر پرداخت به شما
links-sending-receipt = رسید به پرداخت‌کننده
links-sending-expired = خبر پایان مهلت به شما
links-sending-withdrawn = خبر لغو به پرداخت‌کننده
links-sending-queued = در صف
links-sending-sent = فرستاده شد
links-sending-delivered = رسید
links-sending-failed = نرسید
links-sending-dropped = فرستاده نشد
# $recipient (String)
links-did-not-arrive = پیام به { $recipient } نرسید.
links-did-not-arrive-what = شماره را بررسی کنید و دوباره بفرستید، یا لینک را خودتان برسانید.
links-payments = پرداخت‌ها
links-no-payments = هنوز کسی با این لینک به بانک نرفته است.
links-time = زمان
links-tracking = کد پیگیری
links-accept = می‌پذیرم
links-give-back = برگردان
links-ask-bank = از بانک بپرس
links-handing = رساندن لینک
links-address = نشانی لینک
links-qr = کد QR لینک پرداخت
links-qr-hint = دوربین گوشی را روبه‌روی کد بگیرید
links-print = چاپ
links-send-again-to = ارسال دوباره به موبایل
links-or-by-email = یا به ایمیل
links-sms = پیامک
links-mail = ایمیل
links-sendings = پیام‌ها
# $at (String) - روز و ساعت
links-to-be-sent = پیام { $at } فرستاده می‌شود.
links-sent-again = پیام در صف ارسال است.
links-not-open = این لینک دیگر باز نیست و فرستاده نشد.
links-close = لغو لینک
# $title (String)
links-close-question = لینک «{ $title }» را لغو می‌کنید؟
links-close-1 = دیگر کسی نمی‌تواند با این لینک بپردازد.
links-close-2 = اگر کسی همین حالا در صفحهٔ بانک باشد و بپردازد، پولش منتظر تصمیم شما می‌ماند.
links-close-3 = این کار برگشت ندارد؛ اما می‌توانید لینک تازه بسازید.
links-close-tell = به پرداخت‌کننده خبر بده که لینک لغو شد
links-keep = نه، نگه‌دار
links-was-closed = لینک لغو شد.
links-just-sent = همین یک دقیقه پیش برای او فرستاده شد.
links-close-too-late = این لینک دیگر باز نیست و لغو نشد.
links-form-was-sent = این فرم پیش‌تر فرستاده و لینکش ساخته شده است. اگر لینک دیگری می‌خواهید، دوباره بفرستید.
links-one-is-paying = یک پرداخت با این لینک منتظر پاسخ بانک است. اگر شما پرداخته‌اید، تا روشن شدن نتیجه دوباره نپردازید.
links-payment-on-its-way-back = در راه برگشت به کارت
links-page-was-sent = این صفحه پیش‌تر با مبلغ دیگری فرستاده شده است. اگر می‌خواهید همین مبلغ را هم بپردازید، دوباره دکمهٔ پرداخت را بزنید.
links-sending-reminded = یادآوری
# $amount (String)
links-event-refund-refused = بانک { $amount } را برنگرداند؛ پول در موجودی شماست
# $who (String)
links-event-refund-by = درخواست { $who }
links-sending-refund-refused = خبر برنگشتن پول
links-sending-decided = نتیجهٔ تصمیم شما برای پرداخت‌کننده
links-sending-unknown = معلوم نیست رسید یا نه
links-sending-opted-out = گیرنده گفته است درخواست و یادآوری نمی‌خواهد.
links-sending-blocked = گیرنده پیامک‌های این فرستنده را بسته است.
links-sending-nobody = چنین گیرنده‌ای نیست.
links-sending-limit = سقف هزینهٔ پیامک امروز پر شده است.
# $at (String) - روز و ساعت
links-sending-at = زمان فرستادن: { $at }
# $shown (String) - همان شمار
# $cost (String) - هزینه با واحد
links-sending-cost = { $count ->
   *[other] { $shown } بخش، { $cost }
}

## گزینه‌های لینک

links-your-email = ایمیل شما
links-payer-address = نشانی پرداخت‌کننده
links-payer-note = توضیح پرداخت‌کننده
links-your-address = نشانی شما
links-your-note = توضیح شما
# $question (String)
links-answer-missing = «{ $question }» را بنویسید
links-answer-count = تعداد
links-quantity = چند تا؟
# $max (String)
links-quantity-hint = حداکثر { $max } تا
# $max (String)
links-quantity-wrong = شمار را با عدد بنویسید؛ از ۱ تا { $max }
links-less-is-left = کسی همین حالا بخشی از این مبلغ را پرداخته است. مبلغ مانده را ببینید و دوباره بزنید.
links-paid-so-far = پرداخت‌شده تا اینجا
links-left = مانده
# $amount (String)
links-paid-of = پرداخت‌شده: { $amount }
# $amount (String)
links-left-of = مانده: { $amount }
# $amount (String)
links-pay-rest = همهٔ مانده: { $amount }
# $shown (String)
links-legs = { $count ->
   *[other] این مبلغ از سقف یک صفحهٔ بانک بیشتر است و در { $shown } پرداخت انجام می‌شود. پس از هر پرداخت به همین لینک برگردید؛ پرداخت‌های پیشین سر جایشان هستند.
}
# $words (String) - مبلغ به حروف
# $rial (String) - رقم به ریال با واحد
links-surprising-to-payer = مبلغ { $words } ({ $rial }) ده برابر بیشترین پیشنهاد است. اگر همین را می‌خواهید، دوباره دکمهٔ پرداخت را بزنید.
# $words (String) - مبلغ به حروف
# $rial (String) - رقم به ریال
# $usual (String) - مبلغ همیشگی با واحد
links-surprising = { $words } ({ $rial } ریال) دست‌کم ده برابر مبلغ همیشگی شما، { $usual }، است. درست است؟
links-sure = بله، درست است؛ بساز
links-change = تغییر لینک
links-change-short = تغییر
links-keep-changes = ذخیرهٔ تغییرها
links-was-changed = لینک تغییر کرد.
links-nothing-changed = چیزی تغییر نکرده بود.
links-may-not-change = لینکی که پرداخت یا لغو شده است تغییر نمی‌کند.
links-amount-stays = کسی پرداخت این لینک را آغاز کرده است؛ مبلغ و شیوهٔ پرداخت دیگر تغییر نمی‌کند. لینک تازه‌ای بسازید.
links-reference-taken = لینک دیگری با این شماره هست؛ هر شماره برای یک لینک است
links-duplicate = مانند این بساز
links-archive = بایگانی
links-unarchive = برگرداندن از بایگانی
links-archived = بایگانی
links-choose = انتخاب
links-close-chosen = لغو انتخاب‌شده‌ها
links-archive-chosen = بایگانی انتخاب‌شده‌ها
links-none-chosen = لینکی انتخاب نکرده‌اید.
# $shown (String)
links-some-close-question = { $count ->
   *[other] { $shown } لینک را لغو می‌کنید؟
}
# $shown (String)
links-some-archive-question = { $count ->
   *[other] { $shown } لینک را بایگانی می‌کنید؟
}
# $shown (String)
links-some-unarchive-question = { $count ->
   *[other] { $shown } لینک را از بایگانی برمی‌گردانید؟
}
# $shown (String)
links-some-left-out = { $count ->
   *[other] { $shown } لینک دیگر باز نیست و همان‌طور می‌ماند.
}
# $shown (String)
links-some-closed = { $count ->
   *[other] { $shown } لینک لغو شد.
}
# $shown (String)
links-some-archived = { $count ->
   *[other] { $shown } لینک بایگانی شد.
}
# $shown (String)
links-some-unarchived = { $count ->
   *[other] { $shown } لینک از بایگانی برگشت.
}
links-taking = مبلغ چگونه پرداخت شود؟
links-taking-hint = برای مبلغ ثابت. مبلغی که از سقف بانک بیشتر باشد خودش در چند پرداخت گرفته می‌شود.
links-taking-whole = یکجا
links-taking-parts = در چند بخش
links-taking-units = دانه‌ای
links-part-min = کمترین مبلغ هر بخش
links-stock = موجودی
links-stock-wrong = موجودی را با عدد بنویسید، مثلاً ۲۰
links-stock-left = موجودی مانده
links-each-max = حداکثر برای هر نفر
links-each-max-wrong = حداکثر هر نفر را با عدد بنویسید؛ از ۱ تا ۱۰۰
links-asks = از پرداخت‌کننده چه بپرسیم؟
links-asks-hint = اگر چیزی بپرسید، پرداخت‌کننده پیش از بانک صفحهٔ شما را می‌بیند و پر می‌کند.
links-ask-not = نپرس
links-ask-may = اختیاری
links-ask-must = لازم
links-own = پرسش‌های خودتان
links-own-hint = تا پنج پرسش؛ مثلاً «شمارهٔ واحد» یا «رنگ»
# $place (String)
links-own-of = پرسش { $place }
links-afterwards = پس از پرداخت و پس از مهلت
links-thanks = پیام تشکر روی رسید
links-return-to = نشانی بازگشت پس از پرداخت
links-return-to-hint = نشانی سایت شما با https؛ پرداخت‌کننده پیش از رفتن نام سایت را می‌بیند.
links-return-to-wrong = نشانی را کامل و با https بنویسید، مثلاً https://example.com/thanks
links-when-over = متن شما وقتی لینک بسته است
links-when-over-hint = جای دیگری که بشود خرید، یا اینکه کی دوباره باز می‌شود.
links-grace = مهلت اضافه
links-grace-hint = تا این مدت پس از پایان مهلت هم می‌شود پرداخت کرد.
links-grace-none = ندارد
links-grace-1 = یک ساعت
links-late = پولی که دیر برسد
links-late-hint = پرداخت‌کننده به‌موقع به بانک رفته، اما پول پس از مهلت رسیده است.
links-late-accept = پذیرفته شود
links-late-back = به کارت برگردد
links-labels = برچسب‌ها
links-labels-hint = با ویرگول جدا کنید؛ تا پنج برچسب. فقط خودتان می‌بینید.
links-labels-wrong = تا پنج برچسب، هر کدام حداکثر ۳۰ نویسه
links-yes = بله
links-no = نه
links-event-edited = لینک تغییر کرد
# $name (String)
links-event-edited-by = { $name } لینک را تغییر داد
# $is (String)
# $name (String) - نام آنچه تغییر کرد
# $was (String)
links-event-change = { $name }: { $was } ← { $is }

## ساخت گروهی

links-bulk = ساخت گروهی از جدول
links-bulk-short = ساخت گروهی
links-bulk-how = جدول نمونه را بگیرید و پر کنید. پیش از ساخت، همه‌چیز را می‌بینید و تا تأیید شما هیچ لینکی ساخته نمی‌شود.
links-bulk-file-hint = Excel یا CSV، تا ۸ مگابایت و ۵۰٬۰۰۰ ردیف
links-bulk-days = مهلت ردیف‌هایی که مهلت ندارند
links-bulk-example-title = سفارش ۳۴۷
links-bulk-example-name = نرگس رضایی
links-bulk-deadline-hint = تاریخ مانند ۱۴۰۵/۰۹/۰۵ یا شمار روزها؛ خالی یعنی مهلت همگانی
links-bulk-deadline-wrong = مهلت را مانند ۱۴۰۵/۰۹/۰۵ یا با شمار روزها بنویسید
links-bulk-over-before-sent = مهلت این ردیف پیش از زمان فرستادن پیام‌ها تمام می‌شود
links-bulk-reference-twice = این شماره در همین جدول دو بار آمده است
links-bulk-was-made = لینک‌های این فایل پیش‌تر ساخته شده است.
links-bulk-links = لینک‌ها
links-bulk-total = جمع مبلغ‌ها
links-bulk-surprising = مبلغ این ردیف‌ها دست‌کم ده برابر مبلغ میانه است؛ نگاهی بیندازید:
links-bulk-mend = جدول را درست کنید و دوباره بارگذاری کنید. هنوز هیچ لینکی ساخته نشده است.
# $shown (String)
links-bulk-make = { $count ->
   *[other] ساخت و ارسال { $shown } لینک
}
# $at (String) - روز و ساعت
links-bulk-undo-until = پیام‌ها { $at } فرستاده می‌شوند؛ تا آن وقت می‌توانید همه را برگردانید.
links-bulk-made = لینک‌های ساخته‌شده
links-bulk-left-out = ساخته‌نشده، چون شماره‌شان گرفته شده بود
links-bulk-undone = همهٔ لینک‌های این جدول لغو شد و پیامی نمی‌رود.
links-bulk-too-late = پیام‌ها به راه افتاده‌اند و برگرداندن ممکن نیست. لینک‌ها را از فهرست لغو کنید.
links-bulk-is-undone = این جدول برگردانده شد و لینک‌هایش لغو شده‌اند.

## راه لینک تا پول

links-funnel = راه لینک تا پول
links-funnel-short = راه لینک‌ها
links-funnel-days = بازهٔ زمانی
# $days (String)
links-funnel-last = { $days } روز گذشته
links-funnel-step = گام
links-funnel-count = شمار
links-funnel-took = زمان از گام پیش (میانه)
links-funnel-sent = پیام فرستاده شد
links-funnel-delivered = پیام رسید
links-funnel-opened = کسی باز کرد
links-funnel-bank = به بانک رفت
links-funnel-back = از بانک برگشت
links-funnel-paid = پرداخت شد
# $shown (String)
links-funnel-machines = { $count ->
   *[other] { $shown } بار هم پیام‌رسان‌ها و ربات‌ها نگاه کرده‌اند که شمرده نشده است. نه کوکی گذاشته‌ایم و نه نشانی کسی را نگه داشته‌ایم.
}

## رساندن و درخواست دوباره

links-poster = برگهٔ چاپی
links-share-telegram = تلگرام
links-share-whatsapp = واتساپ
links-share-eitaa = ایتا
links-wish = درخواست مهلت تازه
links-wished = به فروشنده گفتیم. اگر بپذیرد، همین لینک دوباره باز می‌شود.
links-wish-open = پرداخت‌کننده مهلت تازه خواسته است.
links-grant = سه روز دیگر مهلت بده
links-granted = لینک سه روز دیگر باز است و دوباره برای پرداخت‌کننده می‌رود.
links-not-expired = مهلت این لینک نگذشته است.
links-check = این لینک واقعی است؟
links-check-how = نشانی یا کدی را که در پیامک آمده بنویسید تا بگوییم صفحهٔ کیست.
links-check-code = نشانی یا کد
links-check-do = بررسی
# $merchant (String)
links-check-yes = بله، این صفحهٔ پرداخت { $merchant } است.
links-check-yes-what = پیش از پرداخت، نشانی مرورگر را هم ببینید.
links-check-no = نه، چنین لینکی نزد ما نیست.
links-check-no-what = با آن پرداخت نکنید و شمارهٔ کارت ننویسید.

links-when-sent = چه وقت فرستاده شود؟
links-sent-now = همین حالا
links-bulk-sent-soon = ده دقیقه پس از تأیید
links-sent-later = در زمانی که می‌گویم
links-send-day = روز فرستادن
links-sent-after-the-end = این زمان پس از مهلت لینک است؛ زمان زودتری برگزینید
links-preview-letter = متن ایمیل
links-sending-take-back = نفرست
links-sending-taken-back = این پیام فرستاده نمی‌شود.
links-sending-has-gone = دیگر نمی‌شود جلویش را گرفت؛ فرستاده شده است.
# $at (String) - روز و ساعت
links-made-to-be-sent = لینک ساخته شد؛ پیامش { $at } فرستاده می‌شود.
links-bulk-look-again = دوباره ببین
links-bulk-middle = مبلغ میانهٔ این جدول:
links-payment-taken-back = بانک پس گرفت
