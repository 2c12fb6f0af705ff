// The steps before a decision, taken where they are not what a journey is about.

/** Writes as whoever is signed in. */
export async function post(b, path, body) {
  const answer = await b.page.evaluate(async ([p, body]) => {
    const r = await fetch("/api/v1/homes/360402" + p, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return { ok: r.ok, text: await r.text() };
  }, [path, body]);
  if (!answer.ok) throw new Error(`${path}: ${answer.text}`);
  return JSON.parse(answer.text);
}

/** The filing is approved by whoever is signed in, who does not handle it. */
export async function approve(b, id) {
  await post(b, `/cases/${id}/approve`, { result: "approved", words: "同意立案" });
}

/** The party is told what is proposed, and waives statement and hearing. */
export async function notify(b, id, party, proposal) {
  await post(b, `/cases/${id}/notify`, { party, number: "濂市监罚告〔2026〕99号", proposal: { confiscated_fen: 0, closure: false, revoked: 0, hearing: true, ...proposal } });
  await post(b, `/cases/${id}/hear-statement`, { party, result: "waived" });
  await post(b, `/cases/${id}/request-hearing`, { party, result: "waived" });
}

/** Reviewed and discussed, as a heavy penalty wants. */
export async function review(b, id, people) {
  await post(b, `/cases/${id}/review`, { result: "passed", words: "同意" });
  await post(b, `/cases/${id}/discuss`, { result: "agreed", words: "同意", number: "讨论99号", people });
}
