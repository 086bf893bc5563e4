/**
 * What becomes of a background call that Slack refuses:
 * - `final`: no other try would help, since the person, the bot or the message is gone, or Slack doesn't take such a message
 * - `later`: Slack is unwell, or somebody who runs the workspace or the bot can mend it within the day
 * - `unsure`: the same, but it may have been carried out
 * - `held`: called too often
 * - `reopen`: the direct message is to be opened first
 */
export type Fate = 'final' | 'later' | 'unsure' | 'held' | 'reopen';

export type BackgroundMethod =
  | 'auth.teams.list'
  | 'chat.postMessage'
  | 'chat.update'
  | 'conversations.open'
  | 'conversations.history'
  | 'files.getUploadURLExternal'
  | 'files.completeUploadExternal'
  | 'views.publish'
  | 'views.update';

const codes = (text: string) => text.trim().split(/\s+/);

/** What any method may answer, by docs.slack.dev. */
const ofAnyMethod: Record<Fate, string[]> = {
  final: codes(`
    account_inactive token_revoked user_is_bot user_is_restricted
    as_user_not_supported deprecated_endpoint method_deprecated unknown_method
    invalid_arg_name invalid_arguments invalid_array_arg invalid_charset invalid_form_data invalid_json
    invalid_post_type json_not_object missing_argument missing_post_type
  `),
  later: codes(`
    access_denied accesslimited app_access_restricted ekm_access_denied enterprise_is_restricted invalid_auth
    missing_scope no_permission not_allowed_token_type not_authed org_login_required request_timeout
    service_unavailable team_access_not_granted team_added_to_org token_expired two_factor_setup_required
  `),
  unsure: ['fatal_error', 'internal_error'],
  held: ['ratelimited', 'rate_limited'],
  reopen: [],
};

/** What a message may be refused for, posted or updated: its content can't become better by waiting. */
const ofMessages = codes(`
  attachment_payload_limit_exceeded invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format
  invalid_metadata_schema markdown_text_conflict metadata_must_be_sent_from_app metadata_too_large msg_blocks_too_long
  msg_too_long no_text slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
  slack_connect_lists_sharing_blocked too_many_attachments too_many_contact_cards
`);

const ofMethod: Record<BackgroundMethod, Partial<Record<Fate, string[]>>> = {
  'auth.teams.list': { final: codes('invalid_cursor invalid_limit') },
  'chat.postMessage': {
    final: [
      ...ofMessages,
      ...codes(`
        cannot_reply_to_message draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        duplicate_channel_not_found duplicate_message_not_found is_archived missing_file_data
        restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel send_on_behalf_not_allowed team_not_found user_disabled user_not_found
      `),
    ],
    later: ['message_limit_exceeded', 'messages_tab_disabled', 'restricted_action'],
    reopen: ['channel_not_found', 'not_in_channel'],
  },
  'chat.update': {
    final: [
      ...ofMessages,
      ...codes(`
        block_mismatch blocked_file_type cant_broadcast_message cant_update_message channel_not_found
        edit_window_closed file_deleted file_is_deleted file_not_found file_share_limit_reached is_inactive
        max_file_sharing_exceeded message_not_found no_dual_broadcast_content_update posting_to_channel_denied
        slack_connect_blocked_file_type slack_connect_clip_sharing_blocked slack_connect_file_upload_sharing_blocked
        streaming_state_conflict team_not_found unable_to_share_files
      `),
    ],
    later: ['external_channel_migrating', 'message_limit_exceeded', 'update_failed'],
  },
  'conversations.open': {
    final: codes(`
      channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
      user_disabled user_not_found user_not_visible users_list_not_supplied
    `),
  },
  'conversations.history': {
    final: codes(`
      channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
      invalid_ts_oldest not_in_channel pagination_not_available
    `),
  },
  'files.getUploadURLExternal': {
    final: codes(`
      alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled
      file_uploads_except_images_disabled snippet_too_large
    `),
  },
  'files.completeUploadExternal': {
    final: codes('channel_not_found invalid_channel not_in_channel posting_to_channel_denied'),
    later: ['file_not_found', 'file_update_failed'],
  },
  'views.publish': {
    final: codes(`
      duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented view_too_large
    `),
  },
  'views.update': { final: codes('duplicate_external_id hash_conflict not_found view_too_large') },
};

/** By the method's own list, then by that of all; a code that Slack has added since is tried again until the day is over. */
export function fateOf(method: BackgroundMethod, code: string): Fate {
  for (const list of [ofMethod[method], ofAnyMethod])
    for (const [fate, known] of Object.entries(list) as [Fate, string[]][]) if (known.includes(code)) return fate;
  return 'later';
}

/** Every code that is classified for a method. */
export function classified(method: BackgroundMethod): string[] {
  return [ofAnyMethod, ofMethod[method]].flatMap((list) => Object.values(list).flat());
}
