package sandbox

import "github.com/dakoku/dakoku/bots/sandbox/shape"

var slackPatterns = map[string]string{
	"day":  `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`,
	"hour": `^([01]\d|2[0-3]):[0-5]\d$`,
	"url":  `^https?://\S+$`,
}

// slackTable is Block Kit with its limits: https://docs.slack.dev/reference/block-kit
const slackTable = `
message
  blocks!         list @block 0-50
home
  type!           enum home
  blocks!         list @block 0-100
  private_metadata runes 0-3000
  callback_id     runes 0-255
  external_id     runes 0-255
modal home
  type!           enum modal
  title!          plain24
  submit          plain24
  close           plain24
  clear_on_close  bool
  notify_on_close bool
  submit_disabled bool

plain24
  type!           enum plain_text
  text!           runes 1-24
  emoji           bool
plain30 plain24
  text!           runes 1-30
plain75 plain24
  text!           runes 1-75
plain100 plain24
  text!           runes 1-100
plain150 plain24
  text!           runes 1-150
plain2000 plain24
  text!           runes 1-2000
words.plain_text
  type!           u16
  text!           runes 1-3000
  emoji           bool
words.mrkdwn
  type!           u16
  text!           runes 1-3000
  verbatim        bool

any
  type!           u16
  block_id        runes 0-255
block.section any
  text            @words
  fields          list @words 1-10
  accessory       @element
  expand          bool
block.divider any
block.header any
  text!           plain150
block.context any
  elements!       list @said 1-10
block.actions any
  elements!       list @element 1-25
block.input any
  label!          plain2000
  element!        @element
  hint            plain2000
  optional        bool
  dispatch_action bool
block.image any
  alt_text!       runes 1-2000
  title           plain2000
  image_url!      re url 1-3000
block.markdown any
  text!           runes 1-12000
block.rich_text any
  elements!       list any 0-

said.plain_text words.plain_text
said.mrkdwn words.mrkdwn
said.image
  type!           u16
  image_url!      re url 1-3000
  alt_text!       runes 1-2000

acting
  type!           u16
  action_id       runes 1-255
  confirm         confirm
  focus_on_load   bool
confirm
  title!          plain100
  text!           plain300
  confirm!        plain30
  deny!           plain30
  style           enum primary|danger
plain300 plain24
  text!           runes 1-300
element.button acting
  text!           plain75
  value           runes 0-2000
  url             re url 1-3000
  style           enum primary|danger
  accessibility_label runes 0-75
element.datepicker acting
  initial_date    re day
  placeholder     plain150
element.timepicker acting
  initial_time    re hour
  timezone        runes 1-
  placeholder     plain150
element.datetimepicker acting
  initial_date_time int 0-
element.static_select acting
  placeholder     plain150
  options         list option 1-100
  option_groups   list group 1-100
  initial_option  option
element.multi_static_select element.static_select
  initial_options list option 1-
  max_selected_items int 1-
element.users_select acting
  placeholder     plain150
  initial_user    runes 1-
element.overflow acting
  options!        list option 1-5
element.checkboxes acting
  options!        list option 1-10
  initial_options list option 1-10
element.radio_buttons acting
  options!        list option 1-10
  initial_option  option
element.plain_text_input acting
  placeholder     plain150
  initial_value   runes 0-3000
  multiline       bool
  min_length      int 0-3000
  max_length      int 1-3000
  dispatch_action_config any
group
  label!          plain75
  options!        list option 1-100
option
  text!           @label
  value!          runes 1-75
  description     @label
  url             re url 1-3000
label.plain_text
  type!           u16
  text!           runes 1-75
  emoji           bool
label.mrkdwn label.plain_text
  verbatim        bool
`

// slackShapes checks what is sent to Slack.
var slackShapes = slackRules(shape.Parse(slackTable, slackPatterns))
