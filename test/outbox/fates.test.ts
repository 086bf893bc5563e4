import { type BackgroundMethod, classified, fateOf } from '../../src/slack/fates.ts';

/** Slack's own lists, by the methods' reference pages on docs.slack.dev; those of any method stand in each. */
const ofAnyMethod = `
  access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted fatal_error
  internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset invalid_form_data
  invalid_post_type method_deprecated missing_post_type missing_scope no_permission not_allowed_token_type not_authed
  org_login_required ratelimited request_timeout service_unavailable team_access_not_granted team_added_to_org
  token_expired token_revoked two_factor_setup_required`;
const documented: Record<BackgroundMethod, string> = {
  'auth.teams.list': 'invalid_cursor invalid_limit ',
  'chat.postMessage': `
    app_access_restricted as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message
    channel_not_found draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
    duplicate_channel_not_found duplicate_message_not_found invalid_blocks invalid_blocks_format
    invalid_metadata_format invalid_metadata_schema is_archived markdown_text_conflict message_limit_exceeded
    messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large missing_file_data msg_blocks_too_long
    msg_too_long no_text not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel
    send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_lists_sharing_blocked team_not_found too_many_attachments too_many_contact_cards`,
  'chat.update': `
    as_user_not_supported block_mismatch blocked_file_type cant_broadcast_message cant_update_message channel_not_found
    edit_window_closed external_channel_migrating file_deleted file_is_deleted file_not_found file_share_limit_reached
    invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema is_inactive
    markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded message_not_found
    metadata_must_be_sent_from_app metadata_too_large msg_too_long no_dual_broadcast_content_update no_text
    posting_to_channel_denied slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
    slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_file_upload_sharing_blocked streaming_state_conflict team_not_found too_many_attachments
    unable_to_share_files update_failed`,
  'conversations.open': `
    channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
    user_disabled user_not_found user_not_visible users_list_not_supplied`,
  'conversations.history': `
    channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
    invalid_ts_oldest not_in_channel pagination_not_available`,
  'files.getUploadURLExternal': `
    alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled
    file_uploads_except_images_disabled missing_argument snippet_too_large`,
  'files.completeUploadExternal': `
    channel_not_found file_not_found file_update_failed invalid_channel not_in_channel posting_to_channel_denied`,
  'views.publish': `
    duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented view_too_large`,
  'views.update': 'duplicate_external_id hash_conflict not_found view_too_large ',
};
const methods = Object.keys(documented) as BackgroundMethod[];
const codes = (text: string) => text.trim().split(/\s+/);

test.each(methods)('%s: each documented code is classified, and once', (method) => {
  const known = classified(method);
  expect(codes(documented[method] + ofAnyMethod).filter((code) => !known.includes(code))).toEqual([]);
  expect(known.filter((code, index) => known.indexOf(code) !== index)).toEqual([]);
});

test('gone is final, unwell is later, in doubt is looked at, and an unknown person is opened first', () => {
  for (const method of methods) {
    expect(fateOf(method, 'account_inactive')).toBe('final');
    expect(fateOf(method, 'token_revoked')).toBe('final');
    expect(fateOf(method, 'service_unavailable')).toBe('later');
    expect(fateOf(method, 'fatal_error')).toBe('unsure');
    expect(fateOf(method, 'ratelimited')).toBe('held');
    expect(fateOf(method, 'a_code_of_tomorrow')).toBe('later');
  }
  expect(fateOf('chat.postMessage', 'channel_not_found')).toBe('reopen');
  expect(fateOf('chat.update', 'message_not_found')).toBe('final');
  expect(fateOf('conversations.open', 'user_disabled')).toBe('final');
  expect(fateOf('files.getUploadURLExternal', 'file_uploads_disabled')).toBe('final');
});
