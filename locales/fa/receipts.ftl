# رسید، و صفحه‌ای که درستی آن را می‌سنجد.

# $number (String)
receipts-number = شمارهٔ { $number }
receipts-number-word = شمارهٔ رسید
receipts-number-is-coming = چند لحظهٔ دیگر
# $percent (String)
receipts-tax = مالیات بر ارزش افزوده ({ $percent })، درون مبلغ
receipts-seller = نام ثبتی فروشنده
receipts-national-id = شناسه یا کد ملی فروشنده
receipts-economic-code = شمارهٔ اقتصادی
receipts-address = نشانی فروشنده
receipts-shop = فروشنده
receipts-qr = کد QR برای سنجش درستی این رسید
receipts-check-it = درستی این رسید را با این کد بسنجید:

receipts-verify = سنجش درستی رسید
receipts-verify-how = کد QR رسید را با دوربین گوشی بخوانید، یا نوشتهٔ زیر آن را اینجا بنویسید.
receipts-real = رسید درست است
receipts-compare = این رسید را پیوند صادر کرده است. آنچه را اینجا می‌بینید با کاغذ یا عکسی که در دست دارید مقایسه کنید؛ اگر چیزی فرق دارد، آن کاغذ دست‌کاری شده است.
receipts-not-ours = این رسید درست نیست.
receipts-not-ours-why = پیوند چنین رسیدی صادر نکرده، یا شماره، مبلغ، تاریخ یا کد آن دست‌کاری شده است. اگر کد را خودتان نوشته‌اید، آن را یک بار دیگر با رسید مقایسه کنید.
receipts-sign = کد رسید
receipts-sign-hint = نوشتهٔ زیر کد QR، با نقطه‌هایش
receipts-check = بررسی
receipts-was-taken-back = بانک پول این پرداخت را پس گرفته است؛ این مبلغ دیگر پرداخت‌شده نیست.
receipts-transfer = رسید واریز
receipts-sent = واریز شد
receipts-came-back = برگشت خورد
receipts-came-back-what = این پول واریز شده بود، ولی بانک گیرنده آن را برگرداند.
receipts-from = از طرف
receipts-to = گیرنده
receipts-for = بابت
receipts-account = شبا
receipts-by = شیوهٔ واریز
receipts-inside = به دست درگاه، در همان پرداخت
receipts-bank = بانک
receipts-holder = صاحب حساب
receipts-transfer-see = رسید واریز
