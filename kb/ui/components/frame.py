"""Style of the frame around the components: constant, so that nothing of a user's is in it."""

__all__ = ["FRAME_CSS", "WORDMARK"]

FRAME_CSS = """
<style>
.stMainBlockContainer { padding: 4.6rem 2.2rem 3rem; max-width: 92rem; }
.stMainBlockContainer h1 { font-size: 1.7rem; padding: 0 0 0.5rem; }
.stAppDeployButton, [data-testid="stDecoration"] { display: none; }
.stColumn:has(.st-key-reasons) {
  position: sticky; top: 4.4rem; align-self: flex-start; max-height: calc(100vh - 5.4rem);
  overflow-y: auto; overscroll-behavior: contain;
}
/* A file belongs to the run that drew its button; while another run draws, a click fetches none. */
body:has(.stApp[data-test-script-state="running"]) .stDownloadButton button {
  pointer-events: none; opacity: 0.5; cursor: progress;
}
@media (max-width: 900px) { .stMainBlockContainer { padding: 4.2rem 1.1rem 2rem; } }
@media (max-width: 640px) { .stColumn:has(.st-key-reasons) { position: static; max-height: none; } }
@media print { header, .st-key-controls, .st-key-intake { display: none !important; } }
</style>
"""

WORDMARK = """
<svg xmlns="http://www.w3.org/2000/svg" width="132" height="28" viewBox="0 0 132 28">
<rect x="1" y="3" width="22" height="22" rx="6" fill="#2b8fa8"/>
<path d="M7 14.5 l4 4 l7 -9" fill="none" stroke="#fff" stroke-width="2.6"/>
<text x="31" y="20" font-family="sans-serif" font-size="17"
 font-weight="700" fill="#2b8fa8">Claims KB</text>
</svg>
"""
