# بانک آزمایشی و صندوق پیام آزمایشی؛ فقط در محیط توسعه.

## بانک

sandbox-bank = درگاه آزمایشی بانک
sandbox-bank-only-here = فقط برای امتحان و نمایش
sandbox-pay-online = پرداخت اینترنتی
# $amount (String) - مبلغ به تومان
sandbox-equals = برابر { $amount }
sandbox-for = بابت
sandbox-terminal = شمارهٔ پذیرنده
sandbox-order = شناسهٔ پرداخت
sandbox-until = فرصت پرداخت تا
sandbox-card = کارت آزمایشی
# $number (String) - شش رقم اول و چهار رقم آخر کارت
sandbox-card-good = { $number } — ملت، پول دارد
# $number (String)
sandbox-card-no-funds = { $number } — ملی، موجودی کم است
# $number (String)
sandbox-card-wrong-secret = { $number } — سامان، رمز اشتباه
# $number (String)
sandbox-card-blocked = { $number } — پاسارگاد، بسته است
sandbox-play-pay = پرداخت با این کارت
sandbox-play-decline = پرداخت ناموفق
sandbox-play-cancel = انصراف و بازگشت
sandbox-rare = حالت‌های کمیاب
sandbox-rare-why = در همهٔ این حالت‌ها پول از کارت کم می‌شود، هر کارتی که باشد.
sandbox-play-late = پرداخت، بازگشت با تأخیر
sandbox-play-lost = پرداخت و بستن پنجره
sandbox-play-silent = پرداخت، سکوت بانک تا نیم دقیقه
sandbox-play-twice = پرداخت، خبر دادن در دو نوبت
sandbox-play-more = کم شدن ده برابر مبلغ
sandbox-play-less = کم شدن مبلغ با ده درصد کمتر
sandbox-way = بازگشت به فروشنده
sandbox-way-get = با نشانی (GET)
sandbox-way-post = با فرم (POST)

sandbox-ended-paid = این پرداخت انجام شده است
sandbox-ended-refused = این پرداخت انجام نشد
sandbox-ended-time = فرصت این پرداخت تمام شده است
sandbox-bank-number = شمارهٔ مرجع بانک
sandbox-card-used = کارت
sandbox-after-lost = پول از کارت کم شد و پرداخت‌کننده پنجره را بست؛ مرورگر به فروشنده برنگشت. تا حدود یک دقیقهٔ دیگر فروشنده خودش از بانک می‌پرسد و پیام‌ها در صندوق دیده می‌شود.
sandbox-after-late = پول از کارت کم شد، اما پرداخت‌کننده هنوز اینجاست. هر وقت خواستید برگردید؛ اگر بیش از یک دقیقه بمانید، فروشنده پیش از شما خبر دارد.
sandbox-after-twice = پول از کارت کم شد. بانک خودش به فروشنده خبر می‌دهد و پرداخت‌کننده هم برمی‌گردد. هر دو را به هر ترتیبی که خواستید بزنید؛ پول باید فقط یک بار ثبت شود.
sandbox-bank-calls = بانک به فروشنده خبر بدهد
sandbox-after-form = بانک مرورگر را با یک فرم به فروشنده برمی‌گرداند.
sandbox-back = بازگشت به فروشنده
# $amount (String) - مبلغی که فروشنده خواسته بود
sandbox-differs = فروشنده { $amount } خواسته بود. این پول ثبت نمی‌شود تا یک نفر آن را ببیند و بانک یکی از این دو کار را بکند:
sandbox-mend-right = بانک مبلغ را درست کند
sandbox-mend-reverse = بانک پول را به کارت برگرداند

sandbox-unknown = بانک این پرداخت را نمی‌شناسد
sandbox-unknown-why = شاید نشانی ناقص کپی شده باشد، یا داده‌های آزمایشی پاک شده باشند.

## صندوق پیام

sandbox-inbox-what = هر پیامک و ایمیلی که برنامه فرستاده است، همان‌طور که گیرنده می‌بیند. هیچ پیامی بیرون نمی‌رود.
sandbox-empty-it = پاک کردن همه
sandbox-kinds = نوع پیام
sandbox-all = همه
sandbox-sms = پیامک
sandbox-email = ایمیل
sandbox-missed = نرسیده
sandbox-only-to = فقط پیام‌های
sandbox-show-all = نمایش همه
sandbox-arrived = رسید
sandbox-not-arrived = نرسید
# $count (String) - شمار پیامک‌هایی که هزینه‌شان حساب می‌شود
sandbox-parts = { $count } بخش
sandbox-as-letter = دیدن ایمیل با ظاهر خودش
sandbox-nothing = اینجا پیامی نیست
sandbox-nothing-why = لینکی بسازید و بفرستید، یا پرداختی انجام دهید؛ پیام‌هایش همین‌جا می‌آید.

## سامانهٔ انتقال

sandbox-rail = سامانهٔ انتقال آزمایشی
sandbox-rail-what = هر انتقالی که به حسابی می‌رود این‌جاست؛ شما تصمیم می‌گیرید چه شود.
sandbox-mood = از این پس چه کند؟
sandbox-mood-set = همین‌طور باشد
sandbox-mood-prompt = زود برساند
sandbox-mood-slow = منتظر من بماند
sandbox-mood-silent = بپذیرد و چیزی نگوید
sandbox-mood-refusing = نپذیرد
sandbox-mood-poor = موجودی ما خالی باشد
sandbox-mood-lost = دستور گم شود
sandbox-rail-nothing = هنوز چیزی نرسیده است
sandbox-rail-nothing-why = وقتی واریزی پرداخت شود، این‌جا دیده می‌شود.
sandbox-rail-under-way = در راه
sandbox-rail-settled = رسید
sandbox-rail-returned = برگشت
sandbox-rail-refused = رد شد
sandbox-rail-for = بابت
sandbox-rail-let-arrive = برسان
sandbox-rail-refuse = رد کن
sandbox-rail-send-back = برگردان
