# رأی‌گیری در ساختمان

polls-title = رأی‌گیری‌ها
polls-why = از مالکان یا ساکنان بپرسید. وزن هر رأی در روز آغاز ثابت می‌شود و نتیجه را هر کس می‌تواند دوباره بشمارد.
polls-all = رأی‌گیری‌های ساختمان
polls-none = رأی‌گیری‌ای نیست.
polls-new = رأی‌گیری تازه
polls-new-why = کسانی که حق رأی دارند هنگام آغاز با پیامک باخبر می‌شوند، و عصر پیش از روز آخر هر که رأی نداده است یک بار دیگر.
polls-question = پرسش
polls-words = توضیح
polls-answers = پاسخ‌ها
polls-answers-hint = هر پاسخ در یک سطر؛ از دو تا ده پاسخ.
polls-how-many-answers = از دو تا ده پاسخ بنویسید، هر کدام در یک سطر.
polls-answer-twice = یک پاسخ را دو بار نوشته‌اید.
polls-voters = چه کسانی رأی می‌دهند؟
polls-voters-hint = مالکان مشترک یک واحد هر کدام به اندازهٔ سهم خود رأی دارند. واحدی که مستأجر ندارد رأی ساکنش با مالک است.
polls-by-owners = مالکان
polls-by-occupants = ساکن هر واحد
polls-weight = وزن رأی
polls-weight-unit = هر واحد یک رأی
polls-weight-area = به متراژ واحد
polls-days = مهلت
polls-first-day = روز آغاز
polls-first-day-hint = مالک و متراژ هر واحد در این روز وزن رأی آن است؛ پس از آن عوض نمی‌شود.
polls-last-day = روز آخر
polls-from-is-far = روز آغاز از امروز تا دو ماه دیگر باشد.
polls-until-is-off = روز آخر پس از روز آغاز باشد و تا سه ماه بعد از آن.
polls-names = نام‌ها
polls-with-names = در پایان معلوم است هر کس چه رأیی داد
polls-with-names-hint = اگر این را نزنید رأی‌ها مخفی می‌ماند و فقط جمع هر پاسخ دیده می‌شود.
polls-secret = رأی مخفی است
polls-quorum = حد نصاب
polls-quorum-hint = چند درصد از همهٔ وزن‌ها باید رأی بدهد؟
# $percent (String)
polls-quorum-met = حد نصاب { $percent } به دست آمد
# $percent (String)
polls-quorum-missed = حد نصاب { $percent } به دست نیامد
polls-make = ثبت رأی‌گیری
polls-is-made = رأی‌گیری ثبت شد.
# $number (String)
polls-named = رأی‌گیری { $number }
polls-ahead = آغاز نشده
polls-open = در جریان
polls-counting = در حال شمارش
polls-ended = پایان‌یافته
polls-called-off = لغو شده
# $reason (String)
polls-called-off-why = این رأی‌گیری لغو شده است: { $reason }
polls-call-off = لغو رأی‌گیری
polls-call-off-why = رأی‌ها شمرده نمی‌شود و همه دلیلش را می‌بینند.
polls-reason = دلیل
polls-do-call-off = لغو شود
polls-is-called-off = رأی‌گیری لغو شد.
polls-has-ended = این رأی‌گیری پایان یافته است؛ دیگر چیزی در آن عوض نمی‌شود.
# $voted (String) - وزن رأی‌های داده‌شده
# $all (String) - همهٔ وزن‌ها
# $percent (String)
polls-turnout = { $voted } از { $all } رأی داده شده است ({ $percent }).
# $weight (String)
polls-weighs = وزن { $weight }
polls-weights = وزن رأی هر واحد
polls-weights-why = با جمع زدن وزن واحدهایی که یک پاسخ داده‌اند نتیجهٔ بالا به دست می‌آید.
polls-weights-later = پس از پایان، پاسخ هر کس کنار نامش می‌آید.
polls-weights-secret = رأی مخفی است: جمع وزن پاسخ‌ها و وزن کسانی که رأی نداده‌اند برابر جمع این فهرست است.
polls-silent = رأی نداد
# $day (String)
polls-until = تا پایان { $day }
polls-your-vote = رأی شما
polls-may-change = رأی شما ثبت شده است؛ تا پایان مهلت می‌توانید عوضش کنید.
polls-choose = یکی از پاسخ‌ها را انتخاب کنید.
polls-vote = ثبت رأی
polls-change-vote = تغییر رأی
polls-has-voted = رأی شما ثبت شد.
# $answer (String)
polls-you-said = رأی شما: { $answer }
# $count (Number)
# $n (String)
polls-wait = { $count ->
   *[other] { $n } رأی‌گیری منتظر رأی شماست
}
