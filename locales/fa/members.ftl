# ثبت‌نام، ورود، تنظیمات، و صفحه‌های بازدیدکنندگان.

## ثبت‌نام و ورود

members-sign-up = ساخت حساب
members-sign-up-short = ثبت‌نام
members-have-account = حساب دارید؟
members-have-account-link = وارد شوید
members-no-account = حساب ندارید؟
members-no-account-link = ثبت‌نام کنید
members-sign-in = ورود
members-name = نام و نام خانوادگی
members-business = نام کسب‌وکار
members-business-hint = بالای صفحهٔ پرداخت دیده می‌شود. اگر خالی بماند، نام خودتان می‌آید.
members-mobile = شمارهٔ موبایل
members-mobile-hint = کد تأیید به این شماره پیامک می‌شود. مثلاً ۰۹۱۲۳۴۵۶۷۸۹
members-email = ایمیل
members-email-hint = خبر پرداخت‌ها به ایمیل هم می‌رسد.
members-password = رمز عبور
# $count (String) - کمترین شمار نویسه‌ها
members-password-hint = دست‌کم { $count } نویسه. عبارتی که یادتان می‌ماند بهتر از رمز پیچیده است.
members-get-code = دریافت کد تأیید
members-consent = با ساخت حساب، این دو را می‌پذیرید:
members-terms = شرایط استفاده
members-privacy = حریم خصوصی
members-resident = ساکن ساختمان هستید؟ ثبت‌نام لازم نیست؛ با کد پیامکی وارد شوید.
members-sign-in-by-code = ورود با کد پیامکی، بدون رمز
members-forgotten = رمز عبور را فراموش کرده‌ام
members-forgotten-title = رمز عبور تازه
members-forgotten-lead = شمارهٔ موبایل حسابتان، یا همان که مدیر ساختمان از شما دارد، را بنویسید تا کد تأیید بفرستیم. با آن رمز تازه می‌گذارید.
members-by-code-title = ورود با کد پیامکی
members-by-code-lead = شمارهٔ موبایل حسابتان را بنویسید تا کد تأیید بفرستیم.
members-sign-in-by-password = ورود با رمز عبور
members-sign-out = خروج

## کد تأیید

members-code-title = کد تأیید را وارد کنید
members-code-sent = پیامکی به این شماره فرستادیم. کد ۶ رقمی آن را اینجا بنویسید:
members-code-sent-perhaps = اگر با این شماره حسابی در پیوند باشد، یک کد ۶ رقمی به آن پیامک شد:
members-code-other-number = شماره را عوض کنید
members-code-label = کد ۶ رقمی
members-code-life = کد تا ۲ دقیقه کار می‌کند.
members-code-sign-up = تأیید و ساخت حساب
members-code-sign-in = تأیید و ورود
members-code-new-password = ثبت رمز تازه
members-code-new-mobile = ثبت شمارهٔ تازه
members-code-not-arrived = کد نرسید؟ پوشهٔ هرزنامهٔ پیامک را هم ببینید.
# $time (String) - مدت
members-code-pause = تا { $time } دیگر می‌توانید دوباره بفرستید.
members-code-again = ارسال دوبارهٔ کد
members-code-not-one = کد تأیید ۶ رقم است. همان را که در پیامک آمده بنویسید.
members-code-wrong = این کد درست نیست یا مهلتش گذشته است. پیامک را دوباره ببینید یا کد تازه بگیرید.
members-code-shut = پنج بار کد نادرست نوشته شد. کد تازه بگیرید.
members-code-over-title = این کد دیگر کار نمی‌کند
members-code-over = شاید کد تازه‌تری فرستاده شده، یا کد در مرورگر دیگری خواسته شده باشد. از همین مرورگر کد تازه بگیرید.

## خطاها و مهلت‌ها

members-name-missing = نام خود را بنویسید.
members-no-card-numbers = شمارهٔ کارت را اینجا ننویسید؛ دیگران این متن را می‌بینند.
members-business-missing = نام کسب‌وکار را بنویسید.
members-name-signs = نام را فقط با حروف، عدد و نشانه‌های ساده بنویسید؛ حروف دو خط را در یک کلمه نیامیزید.
members-name-reserved = این نام از آنِ یک بانک، شبکهٔ پرداخت یا خود ماست و در پیامک‌ها مردم را به اشتباه می‌اندازد. نام دیگری بنویسید.
# $count (String) - بیشترین شمار نویسه‌ها
members-too-long = کوتاه‌تر بنویسید، حداکثر { $count } نویسه.
members-mobile-missing = شمارهٔ موبایل را بنویسید، مثلاً ۰۹۱۲۳۴۵۶۷۸۹
members-mobile-not-one = این شمارهٔ موبایل ایران نیست. آن را با ۰۹ و ۱۱ رقم بنویسید، مثلاً ۰۹۱۲۳۴۵۶۷۸۹
members-email-not-one = نشانی ایمیل را کامل بنویسید، مثلاً sara@example.ir
members-phone-not-one = شمارهٔ تلفن را با رقم بنویسید، مثلاً ۰۲۱۸۸۷۷۶۶۵۵
members-password-missing = رمز عبور را بنویسید.
# $count (String) - کمترین شمار نویسه‌ها
members-password-too-short = رمز عبور دست‌کم { $count } نویسه باشد. چند کلمه کنار هم خوب است.
members-password-too-long = این رمز عبور بیش از اندازه بلند است. کوتاه‌تر بنویسید.
members-password-well-known = این رمز از نخستین رمزهایی است که دیگران حدس می‌زنند. رمز دیگری بگذارید.
members-password-pattern = رمزی که تکرار یا ردیف صفحه‌کلید باشد زود حدس زده می‌شود. رمز دیگری بگذارید.
members-password-mobile = شمارهٔ موبایلتان را در رمز عبور نیاورید؛ دیگران آن را می‌دانند.
members-password-product = نام پیوند رمز خوبی نیست؛ زود حدس زده می‌شود. رمز دیگری بگذارید.
members-login-wrong = شمارهٔ موبایل یا رمز عبور درست نیست.
# $time (String) - مدت
members-wait-number = برای این شماره تازه کد خواسته شده است. { $time } دیگر دوباره امتحان کنید.
# $time (String) - مدت
members-wait-checks = برای این شماره کدهای نادرست زیادی نوشته شد. { $time } دیگر دوباره امتحان کنید.
# $time (String) - مدت
members-wait-network = از اینترنت شما درخواست‌های زیادی رسید. { $time } دیگر دوباره امتحان کنید.
# $time (String) - مدت
members-wait-password = رمز عبور این شماره چند بار پشت سر هم امتحان شد. { $time } دیگر دوباره امتحان کنید یا با کد پیامکی وارد شوید.
# $time (String) - مدت
members-wait-flood = چند دقیقه‌ای است که کد به شماره‌های تازه فرستاده نمی‌شود. { $time } دیگر دوباره امتحان کنید. اگر حساب دارید، می‌توانید وارد شوید.

## تنظیمات

members-settings = تنظیمات
members-settings-sections = بخش‌های تنظیمات
members-tab-business = کسب‌وکار
members-tab-me = حساب من
members-tab-sessions = دستگاه‌ها
members-tab-workspaces = کسب‌وکارها
members-save = ذخیره
members-cancel = انصراف
members-saved = تغییرها ذخیره شد.
members-business-title = نام و نشانی
members-business-name-hint = بالای صفحهٔ پرداخت و در پیامک‌ها دیده می‌شود.
members-phone = تلفن برای مشتریان
members-phone-hint = در صفحهٔ پرداخت و رسید نوشته می‌شود.
members-messages-language = زبان پیام‌ها به مشتریان
members-unit = واحد پول در صفحه‌ها
members-me-title = نام و زبان
members-language = زبان
members-language-hint = زبان صفحه‌ها و پیام‌هایی که به شما می‌رسد.
members-security-title = ورود و امنیت
members-none = ندارید
members-change = تغییر
members-change-email = تغییر ایمیل
members-change-password = تغییر رمز عبور
members-change-mobile = تغییر شمارهٔ موبایل
members-change-password-lead = با رمز تازه، حساب شما در دستگاه‌های دیگر بسته می‌شود.
members-change-mobile-lead = کد تأیید به شمارهٔ تازه پیامک می‌شود. تا آن را ننویسید، شمارهٔ پیشین می‌ماند.
members-new-password = رمز عبور تازه
members-new-mobile = شمارهٔ موبایل تازه
members-change-email-hint = اگر خالی بماند، ایمیلی نمی‌فرستیم.
members-password-changed = رمز عبور عوض شد و حساب شما در دستگاه‌های دیگر بسته شد.
members-mobile-changed = شمارهٔ موبایل عوض شد. از این پس با شمارهٔ تازه وارد شوید.
members-welcome = خوش آمدید. حساب شما ساخته شد.
members-proof-title = پیش از تغییر، رمز عبور را بنویسید
members-proof-lead = تا مطمئن شویم خودتان هستید. پس از آن ۵ دقیقه فرصت دارید.
members-proof-continue = ادامه
members-proof-by-code = به‌جای رمز، کد پیامکی بفرست
members-proof-wrong = رمز عبور درست نیست.

## دستگاه‌ها

members-sessions-title = کجا وارد شده‌اید
members-sessions-lead = اگر دستگاهی را نمی‌شناسید، آن را خارج کنید و رمز عبور را عوض کنید.
# $browser (String) - نام مرورگر
# $system (String) - نام دستگاه
members-device = { $browser } در { $system }
members-device-unknown = مرورگر ناشناس
members-session-this = همین دستگاه
# $seen (String) - روز و ساعت
members-session-seen = آخرین استفاده: { $seen }
# $since (String) - روز و ساعت
members-session-since = ورود: { $since }
members-session-end = خارج کن
members-session-ended = آن دستگاه از حساب شما خارج شد.
members-sign-out-everywhere = خروج از همهٔ دستگاه‌ها
members-sign-out-everywhere-lead = در همین دستگاه هم باید دوباره وارد شوید.

## کسب‌وکارها

members-workspaces-title = کسب‌وکارهای شما
members-workspaces-lead = هر کسب‌وکار لینک‌ها، حسابداری و موجودی خودش را دارد.
# $since (String) - روز
members-workspace-since = از { $since }
members-workspace-this = همین که می‌بینید
members-workspace-switch = رفتن به آن
members-workspace-new = کسب‌وکار تازه
members-workspace-open = ساخت کسب‌وکار
# $name (String) - نام کسب‌وکار
members-workspace-opened = «{ $name }» ساخته شد و حالا در آن هستید.
# $name (String) - نام کسب‌وکار
members-workspace-current = حالا در «{ $name }» هستید.

## صفحهٔ نخست

members-site-title = پرداخت با یک لینک
members-site-description = لینک پرداخت، لینک واریز و مدیریت شارژ ساختمان روی سرور خودتان.
members-site-account = حساب
members-hero = یک لینک بفرستید، پول به حسابتان می‌آید.
members-hero-lead = برای مشتری، همکار یا همسایه‌ها لینک بسازید. با یک کلیک به درگاه بانک می‌رسند و شما همان لحظه باخبر می‌شوید.
members-hero-start = شروع کنید
members-hero-more = ببینید چه می‌کند
members-hero-fine = نیازی به نصب برنامه نیست. روی هر گوشی و با اینترنت کند هم باز می‌شود.
members-sample = نمونهٔ پیامک و صفحهٔ پرداخت
members-sample-sms = سلام نرگس‌جان، این هم لینک پرداخت سفارشت:
members-sample-title = سفارش ۱۲ جلد کتاب
members-sample-pay = پرداخت
members-sample-paid = پرداخت شد
members-sample-soon = چند ثانیه بعد، پیامک به شما
members-services = سه کار، یک حساب
members-service-links = لینک پرداخت
members-service-links-text = مبلغ را خودتان تعیین کنید یا به پرداخت‌کننده بسپارید. با پیامک، ایمیل یا QR بفرستید. پرداخت یا پایان مهلت را به شما خبر می‌دهیم.
members-service-links-start = نخستین لینک را بسازید
members-service-payouts-start = نخستین واریز را بخواهید
members-service-buildings-start = ساختمان خود را بسازید
members-service-payouts = لینک واریز
members-service-payouts-text = می‌خواهید به کسی پول بدهید و شمارهٔ کارتش را ندارید؟ لینک بفرستید؛ خودش کارت یا شبا را وارد می‌کند و شما با یک کلیک می‌پردازید.
members-service-buildings = مدیریت ساختمان
members-service-buildings-text = شارژ ماه را یک‌جا صادر کنید تا برای همهٔ ساکنان لینک پرداخت برود. هر واحد صورت‌حساب خودش را دارد و یادآوری خودکار است.
members-why = ساده برای شما، روشن برای همه
members-why-books = حسابداری از همان لحظهٔ پرداخت
members-why-books-text = هر تومان در یک دفتر ثبت می‌شود: چه کسی، کی، بابت چه و با کدام کد پیگیری. آمادهٔ خروجی اکسل و چاپ.
members-why-own = داده‌ها نزد خودتان
members-why-own-text = پیوند روی سرور شما نصب می‌شود و اطلاعات مشتریان و همسایه‌ها جای دیگری نمی‌رود.
members-why-card = شمارهٔ کارت را نمی‌بینیم
members-why-card-text = پرداخت همیشه در درگاه بانک انجام می‌شود و ما فقط نتیجه‌اش را می‌گیریم.
members-questions = پرسش‌های رایج
members-question-account = پرداخت‌کننده باید ثبت‌نام کند؟
members-question-account-text = نه. لینک را باز می‌کند، مبلغ را می‌بیند و با یک کلیک به درگاه بانک می‌رود.
members-question-when = پول کِی به حسابم می‌رسد؟
members-question-when-text = طبق چرخهٔ تسویهٔ درگاه شما؛ معمولاً روز کاری بعد.
members-question-lost = اگر پول از کارت کم شد ولی پرداخت ثبت نشد؟
members-question-lost-text = بانک مبلغ را حداکثر تا ۷۲ ساعت برمی‌گرداند. کد پیگیری در صفحهٔ نتیجه نوشته شده است.

## شرایط استفاده و حریم خصوصی

members-terms-lead = پیوند نرم‌افزاری آزاد است که هر کس روی سرور خودش نصب می‌کند. طرف شما در این شرایط، گردانندهٔ همین سرور است.
members-terms-account = حساب شما
members-terms-account-text = حساب با شمارهٔ موبایل خود شما ساخته می‌شود. رمز عبور و کد تأیید را به کسی ندهید؛ کسی از سوی پیوند آن‌ها را نمی‌پرسد.
members-terms-links = لینک‌هایی که می‌فرستید
members-terms-links-text = فقط برای پولی لینک بفرستید که واقعاً بابت کالا، خدمت یا بدهی خواسته‌اید، و فقط به کسی که منتظر آن است. پاسخ پرسش‌های پرداخت‌کننده با شماست.
members-terms-money = پول
members-terms-money-text = پرداخت در درگاه بانک انجام می‌شود و قواعد و کارمزد همان درگاه برقرار است. پولی که دیر یا بیش از اندازه برسد کنار گذاشته می‌شود تا آن را بپذیرید یا برگردانید.
members-terms-warranty = ضمانت
members-terms-warranty-text = نرم‌افزار با مجوز AGPL-3.0 و بی هیچ ضمانتی عرضه شده است. گردانندهٔ این سرور پاسخ‌گوی کارکرد آن است.
members-privacy-lead = این صفحه می‌گوید پیوند چه چیزی نگه می‌دارد. داده‌ها روی همین سرور می‌ماند و نزد گردانندهٔ آن است.
members-privacy-you = از شما
members-privacy-you-text = نام، شمارهٔ موبایل، ایمیل (اگر نوشته باشید) و اثری از رمز عبور که خود رمز از آن به دست نمی‌آید. نام مرورگر هر ورود تا ۳۰ روز پس از پایان آن می‌ماند.
members-privacy-payers = از پرداخت‌کنندگان
members-privacy-payers-text = نام و شماره‌ای که خودتان یا آن‌ها می‌نویسند، مبلغ، زمان، کد پیگیری و شمارهٔ کارت پوشیده. شمارهٔ کامل کارت و رمز آن را فقط بانک می‌بیند.
members-privacy-cookies = کوکی‌ها
members-privacy-cookies-text = فقط کوکی ورود، کوکی کد تأیید و کوکی زبان. هیچ ابزار ردگیری، تبلیغ یا سرویس بیرونی در صفحه‌ها نیست.
members-privacy-others = به چه کسی داده می‌شود
members-privacy-others-text = به درگاه بانک برای پرداخت، و به سامانهٔ پیامک و ایمیل برای رساندن پیام. به کس دیگری نه.
members-privacy-how-long = تا کی می‌ماند
members-privacy-how-long-text = دفتر حسابداری ده سال، متن پیام‌ها و کدهای تأیید بسیار کمتر. برای دیدن یا پاک کردن داده‌های خود با گردانندهٔ سرور تماس بگیرید.

## رسید و مالیات

members-tab-seller = رسید
members-seller-title = آنچه روی رسید نوشته می‌شود
members-seller-why = این‌ها را هر کس که رسید شما را دارد می‌بیند. هر رسید همان را که در روز صدورش بود نگه می‌دارد؛ آنچه اینجا تغییر دهید از رسید بعدی است.
members-legal-name = نام ثبتی یا نام و نام خانوادگی
members-national-id = شناسهٔ ملی یا کد ملی
members-national-id-hint = شرکت ۱۱ رقم، شخص ۱۰ رقم
members-national-id-length = کد ملی ۱۰ رقم و شناسهٔ ملی ۱۱ رقم دارد.
members-national-id-check = رقم آخر این شماره با بقیه جور نیست؛ یک بار دیگر نگاهش کنید.
members-economic-code = شمارهٔ اقتصادی
members-economic-code-hint = ۱۱ تا ۱۴ رقم
members-economic-code-not-one = شمارهٔ اقتصادی ۱۱ تا ۱۴ رقم دارد.
members-address = نشانی
members-tax = درصد مالیات بر ارزش افزوده
members-tax-hint = اگر مالیات درون مبلغ‌های شماست، مانند ۱۰. جای خالی یعنی سطر مالیات روی رسید نباشد.
# $max (String)
members-tax-not-one = درصد را با رقم و بدون اعشار بنویسید، تا { $max }.
members-seller-text-not-one = این را یک بار دیگر بنویسید.

## همکاران

members-tab-team = همکاران
members-team-title = چه کسانی اینجا کار می‌کنند
members-team-lead = نقش هر کس از همان لحظه که تغییر کند برقرار است.
members-team-you = خودتان
members-team-invite = دعوت همکار
members-team-invite-lead = لینک دعوت به موبایل او پیامک می‌شود و فقط با کدی که به همان شماره می‌رسد کار می‌کند.
members-team-mobile-hint = شمارهٔ خود او؛ با همین وارد می‌شود.
members-team-send = فرستادن دعوت
# $mobile (String)
members-team-invited = دعوت به { $mobile } فرستاده شد. ۷ روز مهلت دارد.
members-team-is-in = صاحب این شماره همین حالا هم از همکاران است.
members-team-invitations = دعوت‌های در راه
# $until (String)
members-team-until = تا { $until }
members-team-expired = مهلتش گذشته است
members-team-send-again = دوباره بفرست
members-team-sent-again = دعوت دوباره فرستاده شد.
members-team-just-sent = این دعوت چند دقیقه پیش فرستاده شد. کمی بعد دوباره بفرستید.
members-team-revoke = پس بگیر
members-team-revoked = دعوت پس گرفته شد و لینکش دیگر کار نمی‌کند.
members-role = نقش
# $name (String)
members-team-role-set = نقش { $name } عوض شد.
members-team-remove = بردن از همکاران
members-team-remove-lead = از همان لحظه دیگر این کسب‌وکار را نمی‌بیند. آنچه تا امروز کرده است در دفترها می‌ماند.
# $name (String)
members-team-removed = { $name } دیگر از همکاران نیست.
members-team-leave = بیرون رفتن
# $name (String)
members-team-left = از «{ $name }» بیرون رفتید.
members-team-last-owner = کسب‌وکار دست‌کم یک صاحب می‌خواهد. نخست همکار دیگری را صاحب کنید.
members-join-title = دعوت به همکاری
members-join-lead = شما به این کسب‌وکار دعوت شده‌اید:
members-join-until = مهلت
members-join = می‌پذیرم
# $mobile (String)
members-join-code = برای اینکه مطمئن شویم خودتان هستید، کدی به { $mobile } پیامک می‌کنیم.
members-join-unknown = اگر فرستنده را نمی‌شناسید، کاری نکنید؛ چیزی ثبت نمی‌شود.
members-code-join = تأیید و پیوستن
# $name (String)
members-joined = به «{ $name }» خوش آمدید.
members-elsewhere = این صفحه از کسب‌وکار دیگر شماست
members-elsewhere-what = اکنون کسب‌وکار دیگری را می‌بینید. این صفحه از آنِ این کسب‌وکار است:
members-elsewhere-go = رفتن به آن
members-elsewhere-stay = ماندن در همین‌جا

## گام دوم ورود

members-second = کد برنامهٔ رمزساز
members-second-on = روشن
members-second-title = کد برنامهٔ رمزساز را بنویسید
members-second-lead = گام دوم ورود است؛ برنامه را در گوشی باز کنید و کد ۶ رقمی پیوند را ببینید.
members-second-code = کد برنامهٔ رمزساز
members-second-backup-hint = گوشی در دسترس نیست؟ یکی از کدهای پشتیبان را بنویسید.
members-second-proof-hint = اگر برنامهٔ رمزساز دارید، کد آن هم کافی است.
members-second-wrong = این کد درست نیست یا پیش‌تر به کار رفته است. کد تازهٔ برنامه را بنویسید.
# $time (String)
members-second-wait = کدهای نادرست زیادی نوشته شد. { $time } دیگر دوباره امتحان کنید.
members-second-why = پس از رمز یا کد پیامکی، کدی هم از برنامه‌ای در گوشی شما پرسیده می‌شود. کسی که رمز یا سیم‌کارت شما را دارد با آن تنها وارد نمی‌شود.
members-second-set-up = روشن کردن
members-second-step-1 = در یک برنامهٔ رمزساز این تصویر را بگیرید، یا متن زیر آن را در برنامه بنویسید.
members-second-step-2 = کد ۶ رقمی‌ای را که برنامه نشان می‌دهد اینجا بنویسید.
members-second-qr = تصویر برای برنامهٔ رمزساز
members-second-secret = متن برای برنامهٔ رمزساز
members-second-confirm = تأیید و روشن کردن
members-second-is-on = پس از رمز یا کد پیامکی، کد برنامهٔ رمزساز هم پرسیده می‌شود.
# $left (String)
members-second-left = کدهای پشتیبان مانده: { $left }
members-second-remove-hint = برای خاموش کردن، کد برنامه یا یک کد پشتیبان لازم است.
members-second-remove = خاموش کردن
members-second-gone = کد برنامهٔ رمزساز دیگر پرسیده نمی‌شود.
members-second-codes = کدهای پشتیبان
members-second-codes-lead = این‌ها فقط همین یک بار نشان داده می‌شوند. آن‌ها را چاپ کنید یا در جای امنی بنویسید؛ هر کدام یک بار به‌جای کد برنامه کار می‌کند.
members-second-print = چاپ
members-second-kept = نگه داشتم

## گذرکلید (passkey): ورود با اثر انگشت، چهره یا رمز خود دستگاه

members-passkeys = گذرکلیدها
members-passkey-enter = ورود با گذرکلید
members-passkey-prove = ادامه با گذرکلید
# $count (Number) - how many
# $number (String) - the same in digits
members-passkeys-count = { $count ->
   *[other] { $number } گذرکلید
}
members-passkeys-why = با گذرکلید بدون رمز و پیامک وارد می‌شوید: گوشی یا رایانه با اثر انگشت، چهره یا رمز خودش شما را می‌شناسد. گذرکلید در سایتی که خود را جای پیوند بزند کار نمی‌کند.
members-passkeys-list = گذرکلیدهای شما
members-passkey-new = گذرکلید تازه
members-passkey-name = نام دستگاه
members-passkey-name-hint = تا بعد بشناسیدش؛ برای نمونه «گوشی خودم»
members-passkey-code-hint = گذرکلید جای هر دو گام ورود را می‌گیرد؛ برای ساختنش کد برنامه یا یک کد پشتیبان لازم است.
# $time (String) - how long
members-passkey-wait = امروز گذرکلیدهای زیادی ساخته شد. { $time } دیگر دوباره امتحان کنید.
members-passkey-add = ساختن گذرکلید
members-passkey-remove = برداشتن
# $time (String) - a moment
members-passkey-made = ساخته‌شده { $time }
# $time (String) - a moment
members-passkey-used = آخرین ورود { $time }
members-passkey-never-used = هنوز با آن وارد نشده‌اید
members-passkey-added = گذرکلید ساخته شد. از این پس با آن وارد شوید.
members-passkey-removed = گذرکلید برداشته شد. اگر در دستگاه هم مانده است، آن را از آنجا پاک کنید.
members-passkey-no-browser = این مرورگر گذرکلید ندارد. با مرورگر تازه‌تری در گوشی یا رایانه‌ای که قفل صفحه دارد امتحان کنید.
members-passkey-missing = دستگاه پاسخی نداد. دوباره امتحان کنید، یا راه دیگری را برگزینید.
members-passkey-not-believed = این گذرکلید پذیرفته نشد. دوباره امتحان کنید، یا راه دیگری را برگزینید.
members-passkey-stale = صفحه زیاد باز مانده بود. یک بار دیگر دکمه را بزنید.
members-passkey-unknown = این گذرکلید در پیوند شناخته نیست؛ شاید برداشته شده باشد. راه دیگری را برگزینید.
members-passkey-known = این دستگاه گذرکلید پیوند را از پیش دارد.
# $max (String) - how many may be
members-passkey-too-many = بیش از { $max } گذرکلید نمی‌شود داشت. یکی را بردارید.
members-passkey-name-missing = نامی برای دستگاه بنویسید.
members-passkey-name-too-long = نام دستگاه کوتاه‌تر باشد.
