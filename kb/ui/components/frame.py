"""Style of the frame around the components: constant, so that nothing of a user's is in it."""

__all__ = ["FRAME_CSS"]

FRAME_CSS = """
<style>
.stMainBlockContainer { padding: 4.6rem 2.2rem 3rem; max-width: 92rem; }
.stMainBlockContainer h1 { font-size: 1.7rem; padding: 0 0 0.1rem; }
[data-testid="stAppDeployButton"], .stAppDeployButton, [data-testid="stDecoration"] { display: none; }
.st-key-reasons {
  position: sticky; top: 4.4rem; max-height: calc(100vh - 5.4rem); overflow-y: auto; overscroll-behavior: contain;
}
@media (max-width: 900px) { .stMainBlockContainer { padding: 4.2rem 1.1rem 2rem; } }
@media (max-width: 640px) { .st-key-reasons { position: static; max-height: none; } }
@media print { header, .st-key-controls, .st-key-intake { display: none !important; } }
</style>
"""
