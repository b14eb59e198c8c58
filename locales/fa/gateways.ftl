# درگاه‌های یک فضا: درگاه‌های خودش و درگاه پیوند، به ترتیب.

gateways-zarinpal = زرین‌پال
gateways-zibal = زیبال
gateways-sep = سپ (پرداخت الکترونیک سامان)
gateways-payping = پی‌پینگ
gateways-sandbox = بانک آزمایشی

gateways-title = درگاه‌ها
gateways-lead = پرداخت‌کننده به نخستین درگاه روشن این فهرست می‌رود. اگر آن درگاه صفحه ندهد، همان لحظه به درگاه بعدی می‌رود و چیزی از آن نمی‌بیند.
gateways-order = ترتیب درگاه‌ها
gateways-house = درگاه پیوند
gateways-house-is = پول به کیف پول شما می‌آید. همیشه روشن است، و لینک‌های واریز تنها از همین راه پرداخت می‌شوند.
gateways-own-is = پول یک‌راست به حساب شما نزد درگاه می‌رود و به کیف پول نمی‌آید.
gateways-is-on = روشن
gateways-is-off = خاموش
gateways-is-unwell = پاسخ نمی‌دهد
# $moment (String)
gateways-unwell-since = از { $moment } درست پاسخ نمی‌دهد؛ تا آن وقت که پاسخ بدهد، پرداخت‌کننده‌ها به درگاه بعدی می‌روند.
gateways-is-untested = آزموده نشده
gateways-is-refused = پذیرفته نمی‌شود
gateways-never-asked = آن را بیازمایید تا روشن شود.
# $moment (String)
gateways-said-works = { $moment } آزموده شد و صفحهٔ پرداخت داد.
# $moment (String)
# $code (String)
gateways-said-refused = { $moment } شناسهٔ شما را نپذیرفت (کد { $code }). شناسه، دامنهٔ ثبت‌شده و نشانی IP را در پنل درگاه بررسی کنید.
# $moment (String)
# $code (String)
gateways-said-rejected = { $moment } پاسخ داد، ولی صفحهٔ پرداخت نداد (کد { $code }).
# $moment (String)
gateways-said-nothing = { $moment } پاسخی نداد.
gateways-test = آزمودن
gateways-switch-on = روشن کردن
gateways-switch-off = خاموش کردن
gateways-up = بالاتر
gateways-down = پایین‌تر
gateways-remove = برداشتن

gateways-new = افزودن درگاه خودتان
gateways-new-is = اگر با یکی از این درگاه‌ها قرارداد دارید، پول لینک‌ها و شارژها می‌تواند یک‌راست به حساب خودتان برود. کارمزد آن میان شما و درگاه است.
gateways-gateway = درگاه
gateways-choose = برگزینید
gateways-credential = شناسهٔ پذیرنده
gateways-credential-hint = زرین‌پال: کد پذیرندهٔ ۳۶ نویسه‌ای. زیبال: کد مرچنت. سپ: شمارهٔ پایانه. پی‌پینگ: توکن. رمز می‌شود و دیگر نشانش نمی‌دهیم.
gateways-token = توکن دسترسی برای برگرداندن پول (اختیاری)
gateways-token-hint = تنها برای زرین‌پال. با توکن دسترسی شخصی پنلتان، پول پرداخت‌ها پس از مهلت نیم‌ساعتهٔ برگشت هم، همه یا بخشی از آن، به کارت برمی‌گردد. رمز می‌شود و دیگر نشانش نمی‌دهیم. برای افزودن یا عوض کردنش، درگاه را بردارید و دوباره بیفزایید.
gateways-has-token = توکن برگرداندن پول را هم دارد.
# $host (String)
gateways-register = در پنل درگاه، دامنهٔ { $host } را برای بازگشت ثبت کنید. سپ و برخی درگاه‌ها نشانی IP این سرور را هم می‌خواهند.
gateways-add = افزودن
gateways-gateway-missing = درگاه را برگزینید.
gateways-credential-missing = شناسهٔ پذیرنده را بنویسید.
gateways-credential-of-trials = این شناسه فقط برای آزمایش است و با آن پولی به شما نمی‌رسد. کد مرچنت خودتان را بنویسید.
gateways-not-one-of-zarinpal = کد پذیرندهٔ زرین‌پال ۳۶ نویسه است، مانند 1344b5d4-0048-11e8-94db-005056a205be. آن را از پنل زرین‌پال کپی کنید.
gateways-not-one-of-zibal = کد مرچنت زیبال فقط حرف لاتین و رقم دارد. آن را از پنل زیبال کپی کنید.
gateways-not-one-of-sep = شمارهٔ پایانه فقط رقم است. آن را از قرارداد یا پنل درگاه بنویسید.
gateways-not-one-of-payping = توکن پی‌پینگ یک رشتهٔ لاتین بلند است. همهٔ آن را از پنل پی‌پینگ کپی کنید.
gateways-not-one-of-tokens = توکن دسترسی یک رشتهٔ لاتین بلند است. همهٔ آن را از پنل زرین‌پال کپی کنید.
gateways-takes-no-token = این درگاه توکن برگرداندن پول ندارد. این جا را خالی بگذارید.
gateways-known = این درگاه را پیش‌تر افزوده‌اید.
gateways-of-the-house = این شناسهٔ درگاه خود پیوند است. شناسهٔ خودتان را بنویسید.
# $max (String)
gateways-too-many = شمار درگاه‌ها به { $max } رسیده است. نخست یکی را بردارید.
gateways-added = درگاه افزوده شد. آن را بیازمایید تا روشن شود.
gateways-test-order = آزمایش درگاه؛ پرداخت نمی‌شود
gateways-works = درگاه درست کار می‌کند و روشن است.
gateways-works-and-is-off = درگاه درست کار می‌کند. هنوز خاموش است.
gateways-refuses = درگاه شناسهٔ شما را نپذیرفت. شناسه، دامنهٔ ثبت‌شده و نشانی IP را در پنل آن بررسی کنید.
gateways-rejects = درگاه پاسخ داد، ولی صفحهٔ پرداخت نداد. تنظیمات پذیرنده را در پنل آن بررسی کنید.
gateways-is-silent = درگاه پاسخی نداد. چند دقیقهٔ دیگر دوباره بیازمایید.
gateways-switched-on = درگاه روشن شد.
gateways-switched-off = درگاه خاموش شد. پرداخت‌هایی که در آن آغاز شده‌اند تا پایان پیگیری می‌شوند.
gateways-test-first = نخست درگاه را بیازمایید.
gateways-moved = ترتیب درگاه‌ها ذخیره شد.
gateways-removed = درگاه برداشته شد. پرداخت‌هایی که در آن آغاز شده‌اند تا پایان پیگیری می‌شوند.
