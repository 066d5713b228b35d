"""The names of the fields that may be asked for, as X listed them in an answer of August 2026; and what a post may hold."""


def _names(listed: str) -> list[str]:
    return listed.split()


TWEET_FIELDS = _names(
    "id text edit_history_tweet_ids withheld rest_id created_at author_id conversation_id in_reply_to_user_id "
    "referenced_tweets attachments lang possibly_sensitive paid_partnership reply_settings source display_text_range "
    "card_uri community_id note_tweet scopes username suggested_source_links suggested_source_links_with_counts "
    "matched_media_notes note_request_suggestions public_metrics context_annotations entities geo edit_controls "
    "media_metadata non_public_metrics organic_metrics promoted_metrics article"
)
USER_FIELDS = _names(
    "id name username withheld created_at description entities location pinned_tweet_id profile_banner_url "
    "profile_image_url protected public_metrics url verified subscription_type verified_type most_recent_tweet_id "
    "is_identity_verified affiliation connection_status receives_your_dm verified_followers_count parody subscribes_to_you "
    "subscription confirmed_email"
)
MEDIA_FIELDS = _names(
    "media_key type url preview_image_url width height alt_text duration_ms variants public_metrics organic_metrics "
    "promoted_metrics non_public_metrics"
)
EXPANSIONS = _names(
    "edit_history_tweet_ids author_id in_reply_to_user_id referenced_tweets referenced_tweets.id "
    "referenced_tweets.id.author_id referenced_tweets.id.attachments.media_keys attachments.media_keys attachments.poll_ids "
    "attachments.media_source_tweet username entities.mentions.username geo.place_id article.cover_media "
    "article.media_entities"
)
UNPLAYED = _names(
    "card_uri community_id direct_message_deep_link edit_options for_super_followers_only geo made_with_ai nullcast "
    "paid_partnership poll quote_tweet_id reply_settings share_with_followers"
)
"""Of a new post: X knows them, the fake does not play them."""
