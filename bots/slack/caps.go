package slack

import "github.com/dakoku/dakoku/dialog"

// Limits of Block Kit and of messages, in characters (Unicode code points; how Slack counts emoji is not published, so
// labels keep a margin).
const (
	// https://docs.slack.dev/reference/block-kit/blocks/ : blocks of one message, of one view.
	maxBlocks     = 50
	maxViewBlocks = 100
	// https://docs.slack.dev/reference/block-kit/blocks/actions-block/
	maxActions = 25
	// https://docs.slack.dev/reference/block-kit/blocks/section-block/ : text; fields and the text of each.
	maxSection = 3000
	maxFields  = 10
	maxField   = 2000
	// https://docs.slack.dev/reference/block-kit/block-elements/button-element/ : label, value.
	maxLabel = 75
	maxValue = 2000
	// https://docs.slack.dev/reference/block-kit/block-elements/date-picker-element/ : action_id, placeholder.
	maxActionID    = 255
	maxPlaceholder = 150
	// https://github.com/slackapi/bolt-js/issues/2509 : all text in all blocks; beyond about 13,200 Slack answers
	// msg_blocks_too_long.
	maxBlockText = 12500
	// https://docs.slack.dev/reference/methods/chat.postMessage/#truncating : recommended length of text.
	maxText = 4000
)

// labelMargin is left of a label's 75 characters; a button shows about 30 of them anyway.
const labelMargin = 15

// Caps is what Slack can show.
func (p *Platform) Caps() dialog.Caps {
	return dialog.Caps{
		Choices:     maxActions,
		CardChoices: 5,
		Cards:       10,
		Links:       maxActions,
		Fields:      true,
		DatePicker:  true,
		TimePicker:  true,
		Label:       dialog.Limit{Max: maxLabel - labelMargin, Unit: dialog.Runes},
		Text:        dialog.Limit{Max: maxSection, Unit: dialog.Runes},
		Messages:    5,
		Reactions:   true,
		Whisper:     true,
		Home:        true,
		Edit:        true,
		Form:        true,
	}
}
