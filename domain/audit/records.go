package audit

// The acts of whoever looks after the records of a company.
const (
	Exported  Act = "export"       // ファイル出力; After.Lines has which file and its digest
	Reminded  Act = "remind"       // 打刻漏れの催促, by hand
	Accepted  Act = "held_accept"  // 保留の打刻を訂正にした; Number is the request's
	Dismissed Act = "held_dismiss" // 保留の打刻を数えないと決めた
)
