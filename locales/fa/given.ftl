# پس‌دادن پیش‌پرداخت به کسی که از واحد رفته، با لینک واریز، از صفحهٔ تسویهٔ رفتن

given-back-title = پس‌دادن پیش‌پرداخت
given-back-word = پس‌داده از پیش‌پرداخت
# $fee (String)
given-back-why = لینکی برایش می‌رود تا بگوید پول به کدام حساب برود؛ بعد شما با یک کلیک می‌پردازید. کارمزد واریز همهٔ آن { $fee } است و از صندوق کم می‌شود. همین حالا از پیش‌پرداخت او کم می‌شود، تا نه صورت‌حسابی آن را بردارد و نه دوباره پس داده شود.
# $amount (String)
given-back-at-most = تا { $amount }
given-back-do = پس بده
given-back-already = یک واریز او هنوز تمام نشده است؛ دومی ساخته نشد.
# $amount (String)
given-back-too-much = بیش از { $amount } برای پس‌دادن نمانده است.
# $amount (String)
given-back-too-little = این مبلغ کمتر از کوچک‌ترین واریز ممکن ({ $amount }) است؛ به حساب او می‌ماند.
# $name (String)
given-back-no-contact = برای پس‌دادن آن، اول موبایل { $name } را در صفحهٔ افراد واحد ثبت کنید.
given-back-no-way = اکنون راهی برای فرستادن پول به حساب کسی نیست.
given-back-until-then = تا این واریز تمام نشود، پولش کنار گذاشته می‌ماند. اگر آن را لغو کنید یا پولش را پس بگیرید، مبلغ به پیش‌پرداخت او برمی‌گردد.
# $place (String)
given-back-purpose = بازگرداندن پیش‌پرداخت شارژ، { $place }
given-back-came-back = برگشت پیش‌پرداخت پس‌داده
given-back-came-back-on = برگشت به پیش‌پرداخت
given-back-item = پیش‌پرداختی که پس داده شد
# $day (String)
given-back-item-why = { $day } پس داده شد، و پولش پس از آن برگشت خورد
given-back-fees = کارمزد واریز پیش‌پرداخت پس‌داده
