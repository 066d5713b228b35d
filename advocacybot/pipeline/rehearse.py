"""What publishing would send now, on paper: nothing is sent, claimed or kept."""

import threading
from dataclasses import dataclass, field, replace

from advocacybot.campaign.posts import ON_ITS_WAY, Post, Receipt
from advocacybot.pipeline.house import House
from advocacybot.pipeline.publish import outgoing, same_account
from advocacybot.platforms.paper import Paper, Request
from advocacybot.platforms.registry import Platforms
from advocacybot.store import posts


@dataclass(frozen=True)
class DryRun:
    """A house whose platforms write on paper."""

    house: House
    platforms: Platforms
    paper: Paper
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def attending(self, post_id: int) -> list[Request]:
        """The requests that it would take now to send what is missing of a post, or to look for what may be out of it.

        Raises:
            BadInput: its account is another by now.
            PlatformError: the platform would not be asked at all.
        """
        post = posts.get(post_id).post
        with self._one_at_a_time:
            self.paper.written.clear()
            if self.house.campaign.account(post.slot.account).rehearsal:
                return [
                    Request("append to", f"the feed of {post.slot.account}", (), part.text)
                    for part in post.parts
                    if not part.receipt
                ]
            self._look(post) if post.state in ON_ITS_WAY else self._send(post)
            return list(self.paper.written)

    def taking_down(self, post_id: int) -> list[Request]:
        """The requests that deleting a post would take."""
        post = posts.get(post_id).post
        account = same_account(self.house, post)
        out = [part.receipt for part in reversed(post.parts) if part.receipt]
        with self._one_at_a_time:
            self.paper.written.clear()
            if account.rehearsal:
                return [Request("cut from", f"the feed of {account.name}", (), receipt.remote_id) for receipt in out]
            for receipt in out:
                self.platforms.of(account).delete(account, receipt)
            return list(self.paper.written)

    def _send(self, post: Post) -> None:
        account, now = same_account(self.house, post), self.house.clock.now()
        receipts: list[Receipt] = [part.receipt for part in post.parts if part.receipt]
        for part in post.parts[len(receipts) :]:
            begun = replace(part, attempted_at=now, begun_at=part.begun_at or now)
            receipts.append(self.platforms.of(account).publish(account, outgoing(post, begun, receipts)))

    def _look(self, post: Post) -> None:
        account = same_account(self.house, post)
        receipts = [part.receipt for part in post.parts if part.receipt]
        self.platforms.of(account).find(account, outgoing(post, post.parts[len(receipts)], receipts))
