### کیف پول: موجودی، حساب خود کسب‌وکار، تسویه با دست و با برنامه

wallet-title = کیف پول
wallet-statement = گردش کیف پول
wallet-no-rail = در این خانه راهی برای واریز به حساب تنظیم نشده است؛ تسویه انجام نمی‌شود.
wallet-available = قابل برداشت
wallet-available-is = همین حالا می‌توانید تسویه کنید یا با آن واریز کنید
wallet-going = در راه حساب شما
wallet-going-is = برای تسویه کنار گذاشته شده و هنوز ننشسته است
wallet-in-payouts = برای واریزها
wallet-in-payouts-is = پرداخته شده و هنوز به گیرنده نرسیده است
wallet-in-refunds = در راه برگشت
wallet-in-refunds-is = به پرداخت‌کننده‌ها برمی‌گردد
# $amount (String)
wallet-owed = { $amount } بابت پولی که بانک پس گرفت بدهکارید؛ از دریافت‌های بعدی کم می‌شود.
wallet-settle = تسویه به حساب
wallet-how-much = چه مبلغی از کیف پول برداشته شود؟
# $amount (String)
wallet-fee-is = کارمزد هر تسویه { $amount } است و از همین مبلغ کم می‌شود.
wallet-settle-this = تسویهٔ این مبلغ
wallet-settle-all = تسویهٔ همه
# $when (String)
wallet-arrives = { $when } به حساب می‌رسد.
# $least (String)
wallet-nothing-to-settle = کمترین مبلغ تسویه { $least } است؛ موجودی هنوز به آن نرسیده است.
wallet-none-yet = هنوز تسویه‌ای نکرده‌اید
wallet-none-yet-why = پول دریافت‌ها در کیف پول می‌ماند تا آن را به حساب خودتان بفرستید.
wallet-name-account = معرفی حساب
wallet-settlements = تسویه‌ها
wallet-asked-at = زمان درخواست
wallet-state = وضعیت
wallet-to = حساب
wallet-tracking = شمارهٔ پیگیری
# $unit (String)
wallet-amount-in = مبلغ ({ $unit })
wallet-account = حساب شما
wallet-no-account = هنوز حسابی معرفی نکرده‌اید.
wallet-account-unconfirmed = حسابی منتظر تأیید شماست.
# $tail (String)
# $when (String)
wallet-coming = حساب ••{ $tail } از { $when } جای این حساب را می‌گیرد.
wallet-account-look = دیدن و تغییر
wallet-plan = تسویهٔ خودکار
wallet-no-plan = تسویهٔ خودکار خاموش است.
# $when (String)
wallet-next-turn = نوبت بعدی: { $when }
# $amount (String)
wallet-plan-least = اگر دست‌کم { $amount } برای تسویه باشد
# $amount (String)
wallet-plan-reserve = { $amount } همیشه در کیف پول می‌ماند
# $day (String)
wallet-turn-too-little = { $day } موجودی به اندازهٔ برنامه نبود و تسویه‌ای نشد.
# $day (String)
wallet-turn-no-account = { $day } حسابی برای تسویه آماده نبود.
wallet-plan-edit = تنظیم
wallet-card = کارت
wallet-iban = شبا
wallet-bank = بانک
wallet-holder = صاحب حساب
wallet-holder-unknown = استعلام نشد
wallet-account-what = پول کیف پول فقط به همین حساب می‌رود. شماره رمز می‌شود و کامل نشانش نمی‌دهیم.
wallet-is-it-yours = این حساب شماست؟
wallet-confirm-what = با تأیید، به همهٔ اعضای این فضا پیامک و ایمیل می‌رود. حسابی که جای حساب دیگری را بگیرد، پس از ۲۴ ساعت به کار می‌افتد.
wallet-confirm = درست است، تأیید می‌کنم
wallet-not-this = این نیست
wallet-account-in-use = حسابی که پول به آن می‌رود
# $when (String)
wallet-account-from = حساب تازه، از { $when }
wallet-not-you = اگر این تغییر کار شما نیست، همین حالا پسش بگیرید و رمزتان را عوض کنید.
wallet-take-back = حساب تازه را پس بگیر
wallet-change-account = تغییر حساب
wallet-number = شمارهٔ کارت یا شبای شما
wallet-look-up = استعلام
wallet-never-mind = انصراف
wallet-account-unknown = بانک همین حالا نگفت این حساب از کیست؛ کمی بعد دوباره امتحان کنید.
wallet-account-is-set = حساب ثبت شد؛ از همین حالا می‌توانید تسویه کنید.
# $when (String)
wallet-account-is-set-for = حساب ثبت شد و از { $when } به کار می‌افتد.
wallet-nothing-to-confirm = حسابی منتظر تأیید نیست.
wallet-account-taken-back = پس گرفته شد؛ پول به آن حساب نمی‌رود.
wallet-nothing-to-take-back = حسابی برای پس گرفتن نیست.
wallet-plan-what = در روزهایی که برمی‌گزینید، ساعت ۸ صبح موجودی به حساب شما می‌رود.
wallet-plan-when = چه روزهایی؟
wallet-plan-never = خاموش
wallet-every-day = هر روز
wallet-plan-week = روزهای هفته
wallet-between-days = { "، " }
wallet-plan-least-label = کمترین مبلغ
wallet-plan-least-hint = اگر کمتر از این برای تسویه باشد، آن روز کاری نمی‌کنیم. می‌تواند خالی بماند.
wallet-plan-reserve-label = ماندهٔ همیشگی
wallet-plan-reserve-hint = این مبلغ در کیف پول می‌ماند. می‌تواند خالی بماند.
wallet-plan-save = ذخیره
wallet-plan-no-days = دست‌کم یک روز را برگزینید.
wallet-plan-is-set = برنامهٔ تسویه ذخیره شد.
wallet-plan-ended = تسویهٔ خودکار خاموش شد.
wallet-amount-missing = مبلغ را بنویسید، یا «تسویهٔ همه» را بزنید.
wallet-no-amount = مبلغ را فقط با رقم بنویسید، مثل ۲٬۵۰۰٬۰۰۰.
wallet-no-account-yet = حسابی آمادهٔ دریافت نیست؛ نخست حساب خود را معرفی کنید.
# $amount (String)
wallet-holds-only = موجودی قابل برداشت { $amount } است.
# $amount (String)
wallet-less-than = کمترین مبلغ تسویه { $amount } است.
# $amount (String)
wallet-more-than = بیشترین مبلغ هر تسویه { $amount } است.
wallet-too-much-today = سقف برداشت امروز پر شده است؛ فردا دوباره امتحان کنید.
wallet-form-was-sent = این فرم پیش‌تر فرستاده شده است. اگر تسویهٔ دیگری می‌خواهید، دوباره بفرستید.
wallet-was-settled = پول کنار گذاشته شد و به راه می‌افتد.
wallet-settlement = تسویهٔ کیف پول
wallet-on-its-way = در راه
wallet-settled = واریز شد
wallet-came-back = برگشت
wallet-came-back-what = پول به حساب نرسید و به کیف پول برگشت. شبا را بررسی کنید و دوباره تسویه کنید.
wallet-way = مسیر این تسویه
wallet-facts = مشخصات
wallet-left = برداشت از کیف پول
wallet-fee = کارمزد
wallet-arriving = به حساب می‌رسد
wallet-by-plan = تسویهٔ خودکار
wallet-event-set-aside = کنار گذاشته شد
wallet-event-sent = پول به راه افتاد
wallet-event-settled = به حساب واریز شد
wallet-event-came-back = پول به کیف پول برگشت
# $number (String)
wallet-tracking-is = شمارهٔ پیگیری { $number }
# $name (String)
wallet-in-the-bank-statement = تسویهٔ پیوند - { $name }
