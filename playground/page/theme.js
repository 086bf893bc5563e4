// Before the first paint: light or dark, where the person has chosen one. Without a choice the system's counts.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
