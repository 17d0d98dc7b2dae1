package slack

import "testing"

func TestPlain(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "出勤", "出勤"},
		{"addressed", "<@U0BOT> 出勤", "出勤"},
		{"addressed at the end", "出勤 <@U0BOT>", "出勤"},
		{"addressed with a label", "<@U0BOT|dakoku> 出勤", "出勤"},
		{"somebody else", "<@U9> 出勤", "@U9 出勤"},
		{"channel", "<#C1|kintai>", "#kintai"},
		{"everybody", "<!here> 出勤", "@here 出勤"},
		{"group", "<!subteam^S1|@sales> 出勤", "@sales 出勤"},
		{"link", "<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"},
		{"link with a label", "<https://example.com|9:00>", "9:00"},
		{"signs", "a &lt;b&gt; &amp;amp;", "a <b> &amp;"},
		{"emoji", ":shukkin::skin-tone-2:", ":shukkin::skin-tone-2:"},
		{"quoted line", "&gt; 退勤\n出勤", "出勤"},
		{"all quoted", "&gt;&gt;&gt; 退勤\n出勤", ""},
		{"fence", "```\n&gt; x\n```", "```\n> x\n```"},
		{"bold", "*出勤*", "出勤"},
		{"italic", "_出勤_", "出勤"},
		{"bold words", "*出* と *勤*", "*出* と *勤*"},
		{"struck out stays", "~出勤~", "~出勤~"},
		{"lone star", "*", "*"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := plain(tt.in, "U0BOT"); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestEscapedTextComesBack(t *testing.T) {
	const reason = "<!channel> & <@U1>: 1 < 2"
	if got := escape(reason); got != "&lt;!channel&gt; &amp; &lt;@U1&gt;: 1 &lt; 2" {
		t.Error(got)
	}
	if got := plain(escape(reason), "U0BOT"); got != reason {
		t.Error(got)
	}
}
