-- An answer names what was asked, and not the words in which the payer was asked: its merchant reads it in
-- theirs. Of answers from before only the words are known; they stand as if they were the merchant's own.
update link_answers set answers = (
    select coalesce(jsonb_agg(jsonb_build_object(
        'about', jsonb_build_object('own', answer ->> 'label'), 'value', answer ->> 'value'
    )), '[]'::jsonb)
    from jsonb_array_elements(answers) as answer
);
